/// Reads the members of a JSON object that Muster itself has stored, and says which one is missing or
/// wrong, with `StoredContentError`: the database was edited by hand, or written by a newer release.
public struct StoredObject: Sendable {
    public let object: JSONObject
    private let subject: String

    /// - Parameter subject: what is read, such as `flow`.
    public init(_ json: JSONValue?, _ subject: String) throws {
        guard let object = json?.object else { throw StoredContentError(subject, "it is no JSON object") }
        self.object = object
        self.subject = subject
    }

    /// `nil` also when the member is no text.
    public func optionalText(_ key: String) -> String? { object[key]?.text }
    public func text(_ key: String) throws -> String { try required(key, object[key]?.text) }
    public func integer(_ key: String) throws -> Int64 { try required(key, object[key]?.integer) }
    public func boolean(_ key: String) throws -> Bool { try required(key, object[key]?.boolean) }
    public func array(_ key: String) throws -> [JSONValue] { try required(key, object[key]?.array) }

    /// A member that names a case.
    public func word<Value: RawRepresentable>(_ key: String, as: Value.Type = Value.self) throws -> Value
    where Value.RawValue == String {
        try required(key, Value(rawValue: try text(key)))
    }

    private func required<T>(_ key: String, _ value: T?) throws -> T {
        guard let value else { throw StoredContentError(subject, "its member '\(key)' is missing or wrong") }
        return value
    }
}

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
