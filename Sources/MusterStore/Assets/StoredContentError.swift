/// A stored document that cannot be read back: the database was edited by hand, or written by a
/// newer release.
public struct StoredContentError: Error, Sendable, CustomStringConvertible {
    /// What cannot be read, such as `flow of smart campaign 1001`.
    public let subject: String
    public let problem: String

    public init(_ subject: String, _ problem: String) {
        self.subject = subject
        self.problem = problem
    }

    public var description: String { "stored \(subject) is not readable: \(problem)" }
}
