public import MusterModel

/// Why an edit of rules is refused. The API turns each case into its code and text.
public enum RuleEditError: Error, Sendable, Equatable {
    /// The set has no rule of the id.
    case ruleNotFound(Int64)
    /// A part of the edit that has to be given, by name.
    case missing(String)
    /// A position before the first.
    case belowMinimum(String, Int)
    /// A position after the last one there may be.
    case aboveMaximum(String, Int)
    /// What makes no sense, with the part of the edit that is to blame as its path.
    case invalid([Diagnostic])

    static func invalid(_ path: String, _ message: String) -> RuleEditError { .invalid([Diagnostic(path, message)]) }
}
