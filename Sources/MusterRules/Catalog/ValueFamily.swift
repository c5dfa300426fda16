import MusterModel

/// What kind of value a constraint compares, which decides its operators.
///
/// - Source: the columns of Adobe's operator tables ("Smart List Filter Operators Glossary",
///   "Custom Field Type Glossary"); the split of the last columns is our choice.
public enum ValueFamily: String, Sendable, Hashable, CaseIterable {
    /// Text of a lead field, where no value and the empty text differ.
    case text
    /// Text of an activity, where the empty text is no value.
    case recordedText
    /// Whole numbers, and currency.
    case integer
    /// Float has no `is`: documented.
    case float
    case boolean
    case date
    case datetime
    /// *Date of Activity*: one stretch of time, never empty.
    case activityDate
    /// *Min. Number of Times*.
    case minimumTimes
    /// An asset that an activity is about.
    case asset
    /// The lead field that an activity is about.
    case leadField
    /// The status of a program member.
    case programStatus
    /// Lists, programs and campaigns that a lead is in.
    case membership

    init(_ type: DataType) {
        switch type {
        case .string, .text, .email, .phone, .url, .link, .reference, .leadFunction: self = .text
        case .integer, .score, .percent, .currency: self = .integer
        case .float: self = .float
        case .boolean: self = .boolean
        case .date: self = .date
        case .datetime: self = .datetime
        }
    }

    /// How messages call it.
    var description: String {
        switch self {
        case .text, .recordedText: "text"
        case .integer: "a whole number"
        case .float: "a number"
        case .boolean: "true or false"
        case .date: "a date"
        case .datetime: "a date-time"
        case .activityDate: "the date of an activity"
        case .minimumTimes: "a number of times"
        case .asset: "an asset"
        case .leadField: "a lead field"
        case .programStatus: "a program status"
        case .membership: "a membership"
        }
    }
}
