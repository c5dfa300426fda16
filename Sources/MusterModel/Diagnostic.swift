/// One problem of a definition, its place and what would be right.
///
/// Validation collects these, so that an author mends everything in one go.
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// Where, such as `filters[2].conditions[1].values[0]`; empty for the whole document.
    public let path: String
    public let message: String

    public init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    public func inside(_ outer: String) -> Diagnostic {
        Diagnostic(path.isEmpty ? outer : path.hasPrefix("[") ? outer + path : outer + "." + path, message)
    }

    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// A definition that makes no sense, with everything that is wrong with it.
public struct RuleError: Error, Sendable, CustomStringConvertible {
    public let diagnostics: [Diagnostic]
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
    public init(_ path: String, _ message: String) { diagnostics = [Diagnostic(path, message)] }
    public var description: String { diagnostics.map(\.description).joined(separator: "; ") }
}
