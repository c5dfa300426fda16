import Foundation
import MusterModel
import MusterRules

/// What a text has to say once its tokens are filled in.
public enum TextMeaning: Sendable, Hashable {
    /// Such as `+5`.
    case scoreChange
    /// A day, with or without a time.
    case date
    /// Such as `-3 days`.
    case days
    /// Such as `3 days`.
    case duration
    /// A value of the lead field that the parameter of this name names.
    case value(of: String)

    /// With the step's other parameters at hand; `nil` when they do not tell what is asked for.
    func demand(in parameters: StepParameters) -> TextDemand? {
        switch self {
        case .scoreChange:
            TextDemand(
                "a score change such as +5, -5 or =5",
                "use a My Token of type score or number, or a field with whole numbers"
            ) { ScoreChange($0) != nil }
        case .date:
            TextDemand(
                "a date such as 2026-03-31",
                "use a My Token of type date, a date field such as {{lead.Date of Birth}}, or {{system.date}}"
            ) { WaitDate.local($0, in: .gmt) != nil }
        case .days:
            TextDemand(
                "a number of days such as -3 days", "use a My Token of type number, or a field with whole numbers"
            ) { WaitDate.days($0) != nil }
        case .duration:
            TextDemand("a duration such as 3 days", "a token may be the number, with the unit written out") {
                RelativePeriod($0) != nil
            }
        case .value(let name):
            parameters[name].flatMap { parameters.leadFields.field(named: $0.text) }.map { TextDemand(valueOf: $0) }
        }
    }
}

/// A meaning that is ready to judge texts.
struct TextDemand {
    /// Reads on after "is never".
    let what: String
    /// What would be right.
    let advice: String
    /// Fields of type text may hold what is asked for: one field is copied to another so. Elsewhere a text where a
    /// number or a date is asked for is a slip.
    let believesTextFields: Bool
    let admits: (String) -> Bool

    init(_ what: String, _ advice: String, believesTextFields: Bool = false, _ admits: @escaping (String) -> Bool) {
        self.what = what
        self.advice = advice
        self.believesTextFields = believesTextFields
        self.admits = admits
    }

    init(valueOf field: LeadField) {
        // Whether a text converts depends neither on the moment nor on the zone.
        let moment = Moment(Instant(seconds: 0), in: .gmt)
        self.init(
            "a value of '\(field.displayName)', which is \(field.dataType.inWords)",
            "write such a value, or a token that gives one", believesTextFields: true
        ) { text in
            if text.trimmingBlanks == "NULL" { return true }
            do {
                _ = try field.value(fromText: field.cut(text), moment: moment)
                return true
            } catch {
                return false
            }
        }
    }
}

extension DataType {
    var inWords: String {
        switch self {
        case .email: "an e-mail address"
        case .string, .text, .phone, .url, .link, .leadFunction: "a text"
        case .integer, .score, .percent, .reference: "a whole number"
        case .float, .currency: "a number"
        case .boolean: "true or false"
        case .date: "a date"
        case .datetime: "a date and time"
        }
    }
}
