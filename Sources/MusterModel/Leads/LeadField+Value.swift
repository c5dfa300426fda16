import Foundation

/// Why a value does not fit a lead field; the sentence is the one clients see.
/// - Source: its first form is recorded from a real instance, the others are our choice.
public struct FieldValueError: Error, Hashable, CustomStringConvertible {
    public let message: String
    /// Of a wrong value no more is quoted, in bytes.
    public static let longestQuote = 500
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}

extension LeadField {
    /// The value a client means by a JSON value, as sync, import and push take it.
    ///
    /// - Empty: `null` and `""` are no value; blanks alone are none either, except in texts.
    /// - Numbers and booleans may come as strings, and into a text as numbers and booleans.
    /// - Time: text without an offset is UTC.
    /// - Errors: an array, an object, text that does not convert, text that is too long, an e-mail
    ///   address that is none. Whether the field may be written is not asked here.
    public func value(from json: JSONValue) throws(FieldValueError) -> FieldValue {
        if json.isNull { return .null }
        guard let text = json.scalarText else { throw FieldValueError(invalid: json.jsonText, for: self) }
        switch (dataType.storage, json) {
        case (.text, _), (.boolean, _), (_, .string):
            return try value(of: text, readsIn: .gmt)
        case (.integer, .number):
            guard let number = json.integer else { throw FieldValueError(invalid: text, for: self) }
            return .integer(try inRange(number, text))
        case (.number, .number):
            guard let number = json.double, number.isFinite else { throw FieldValueError(invalid: text, for: self) }
            return .number(number + 0)
        case (.integer, _), (.number, _), (.date, _), (.instant, _):
            throw FieldValueError(invalid: text, for: self)
        }
    }

    /// The value a flow step's text means once its tokens are filled in.
    ///
    /// The conversions are those of `value(from:)`, but text without an offset is read, and the day
    /// of an instant taken, in the zone of the moment. The empty text is no value: what it does,
    /// and what the word `NULL` does, is for the step to say.
    public func value(fromText text: String, moment: Moment) throws(FieldValueError) -> FieldValue {
        try value(of: text, readsIn: moment.timeZone)
    }
}

/// The spellings of numbers and days that field values are converted from.
/// - Source: semantics of Change Data Value, our choice; Adobe documents none.
extension String {
    /// An optional sign and digits; a fraction of zeros, as spreadsheets write it, is allowed.
    var wholeNumber: Int64? {
        let parts = utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let digits = parts.first, let number = Int64(Substring(digits)) else { return nil }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        }
        return number
    }

    /// A decimal with an optional sign, currency sign and thousands separators: `-$1,234.50`.
    /// A comma that does not separate thousands is refused, because it may mean the decimals.
    var amount: Double? {
        var text = String(unicodeScalars.filter { $0.properties.generalCategory != .currencySymbol }).trimmingBlanks
        var sign = 1.0
        if let first = text.first, first == "-" || first == "+" {
            sign = first == "-" ? -1 : 1
            text = text.dropFirst().trimmingBlanks
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        let whole = groups.joined()
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard !(whole.isEmpty && fraction.isEmpty), (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Double("\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)"), number.isFinite
        else { return nil }
        return number == 0 ? 0 : sign * number
    }
}

extension CalendarDay {
    /// `MM/dd/yyyy`; a leading zero may be missing.
    init?(american text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count),
            parts[2].utf8.count == 4, text.utf8.allSatisfy({ (47...57).contains($0) }),
            let month = Int(parts[0]), let day = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `Aug 08, 2013`, as the token `{{system.date}}` writes it.
    init?(spelled text: String) {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1].hasSuffix(","), words[2].utf8.count == 4,
            let month = Self.monthNames.firstIndex(of: words[0].lowercased()),
            let day = Int(words[1].dropLast()), let year = Int(words[2])
        else { return nil }
        self.init(year: year, month: month + 1, day: day)
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}

extension LeadField {
    func value(of given: String, readsIn zone: TimeZone) throws(FieldValueError) -> FieldValue {
        if given.isEmpty { return .null }
        if dataType.storage == .text && dataType != .email { return .text(try fitting(given)) }
        let text = given.trimmingBlanks
        if text.isEmpty { return .null }
        switch dataType.storage {
        case .text:
            guard text.isEmailAddress, text.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw FieldValueError(invalid: given, for: self)
            }
            return .text(try fitting(text))
        case .integer:
            guard let number = text.wholeNumber else { throw FieldValueError(invalid: given, for: self) }
            return .integer(try inRange(number, given))
        case .number:
            guard let number = text.amount else { throw FieldValueError(invalid: given, for: self) }
            return .number(number)
        case .boolean:
            switch text.caseFolded {
            case "true", "yes", "1": return .boolean(true)
            case "false", "no", "0": return .boolean(false)
            default: throw FieldValueError(invalid: given, for: self)
            }
        case .date:
            if let day = CalendarDay(text) ?? CalendarDay(american: text) ?? CalendarDay(spelled: text) {
                return .date(day)
            }
            guard let instant = Instant(text: text, zone: zone) else {
                throw FieldValueError(invalid: given, for: self)
            }
            return .date(zone.localDateTime(of: instant).day)
        case .instant:
            guard let instant = Instant(text: text, zone: zone) else {
                throw FieldValueError(invalid: given, for: self)
            }
            // The wire shows whole seconds, so a value that is read and written back stays the same.
            return .instant(Instant(seconds: instant.seconds))
        }
    }

    /// Integers are 32 bits wide everywhere but in the lead's own id.
    /// - Source: Adobe, "Field Types".
    func inRange(_ number: Int64, _ given: String) throws(FieldValueError) -> Int64 {
        guard self == .leadID || dataType == .reference || Int32(exactly: number) != nil else {
            throw FieldValueError(invalid: given, for: self)
        }
        return number
    }

    /// Lengths count characters as Unicode code points, of text areas UTF-8 bytes.
    private func fitting(_ text: String) throws(FieldValueError) -> String {
        if dataType == .text {
            guard text.utf8.count <= Self.textAreaBytes else {
                throw FieldValueError("Value for field '\(name)' is longer than \(Self.textAreaBytes) bytes")
            }
        } else if let length {
            // No scalar takes more than four bytes, so most texts need no counting.
            guard text.utf8.count <= length || text.unicodeScalars.count <= length else {
                throw FieldValueError("Value for field '\(name)' is longer than \(length) characters")
            }
        }
        return text
    }

    private static let textAreaBytes = 30_000
}

extension FieldValueError {
    /// - Source: recorded: `Invalid value for field 'boolean_field' and value 'other'`.
    init(invalid value: String, for field: LeadField) {
        self.init("Invalid value for field '\(field.name)' and value '\(value.excerpt(bytes: Self.longestQuote))'")
    }
}

extension String {
    /// Whether a mail can be addressed to this text at all: one `@` with something before it and a
    /// domain of at least two labels after it.
    ///
    /// Refused are control characters, white space and what has a meaning of its own beside an
    /// address: commas, semicolons, angle brackets, parentheses, double quotes and backslashes.
    /// They would end the header line or name a second recipient. Deliberately no stricter:
    /// whether a mailbox exists only its server knows. Letters beyond ASCII are allowed here;
    /// fields of leads refuse them in addition.
    /// - Source: our choice; Adobe documents no rule.
    public var isEmailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !unicodeScalars.contains(where: Self.isForbiddenInAddress)
        else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }

    private static func isForbiddenInAddress(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || ",;<>()\"\\".unicodeScalars.contains(scalar)
    }
}
