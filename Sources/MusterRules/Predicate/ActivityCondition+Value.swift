public import MusterModel

extension ActivityCondition.Part {
    /// The tested part of a record as a value; `.null` when it has none.
    ///
    /// Attributes are read by the condition's type, whatever JSON type the writer chose: a text
    /// that is not wholly a decimal number is no number.
    public func value(in activity: NewActivity) -> FieldValue {
        switch self {
        case .primaryID: activity.primaryID.map { .integer($0) } ?? .null
        case .primaryValue: activity.primaryValue.map { .text($0) } ?? .null
        case .campaignID: activity.campaignID.map { .integer($0.rawValue) } ?? .null
        case .attribute(let name, let storage):
            activity.attributes[name]?.scalarText.map { FieldValue(recorded: $0, as: storage) } ?? .null
        }
    }
}

extension FieldValue {
    /// Reads the text of an activity's attribute; `.null` when it is not of the type.
    public init(recorded text: String, as storage: DataType.Storage) {
        switch storage {
        case .text: self = .text(text)
        case .integer, .number: self = DecimalNumber.value(of: text).map { .number($0) } ?? .null
        case .boolean:
            switch text.caseFolded {
            case "true": self = .boolean(true)
            case "false": self = .boolean(false)
            default: self = .null
            }
        case .date: self = CalendarDay(text).map { .date($0) } ?? .null
        case .instant: self = Instant(text: text).map { .instant($0) } ?? .null
        }
    }
}
