import MusterModel

/// The operator of an activity rule as a whole.
///
/// - Source: Adobe, "Smart Lists" (`occurs`); the negated word is our choice.
enum Occurrence: String {
    case occurs
    case notOccurs = "not occurs"

    /// Reads either in any case, and `does not occur`.
    init?(_ text: String) {
        let words = text.caseFolded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch words {
        case "occurs": self = .occurs
        case "not occurs", "does not occur": self = .notOccurs
        default: return nil
        }
    }
}
