import Foundation

/// Why a value does not fit a lead field; the sentence is the one clients see.
/// - Source: its first form is recorded from a real instance, the others are our choice.
public struct FieldValueError: Error, Hashable, CustomStringConvertible {
    public let message: String
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
