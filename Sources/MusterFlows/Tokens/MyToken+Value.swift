public import MusterModel
import MusterRules

extension MyToken {
    /// In characters.
    /// - Source: Adobe, "Tokens" for the name; product docs, "Understanding My Tokens in a Program" for
    ///   the value.
    public static let longestName = 50
    public static let longestValue = 524_288
}

extension MyToken.Kind {
    /// Why a value is none of the type; `nil` when it is one. Texts may be anything that is not too
    /// long.
    public func problem(of value: String) -> String? {
        switch self {
        case .text, .richText, .sfdcCampaign:
            let isTooLong = value.unicodeScalars.count > MyToken.longestValue
            return isTooLong ? "longer than \(MyToken.longestValue) characters" : nil
        case .number:
            return DecimalNumber.value(of: value) == nil ? "'\(value)' is no number" : nil
        case .score:
            let digits = value.hasPrefix("=") ? String(value.dropFirst()) : value
            return Int32(digits) == nil ? "'\(value)' is no score change such as +10, -5 or =0" : nil
        case .date:
            return CalendarDay(value) == nil ? "'\(value)' is no date such as 2026-05-04" : nil
        }
    }
}
