import Foundation

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
        self.init("Invalid value for field '\(field.name)' and value '\(value)'")
    }
}
