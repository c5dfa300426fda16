public import MusterStore

extension StatementLimits {
    /// Limits that have nearly every question asked in pieces, and the usual ones.
    public static let all = [
        StatementLimits.usual, StatementLimits(terms: 1, depth: 1, repeatedTerms: 0, narrowing: 3),
        StatementLimits(terms: 6, depth: 3, repeatedTerms: 2, narrowing: 0),
    ]
}
