import MusterModel

/// Reads the members of a JSON object that Muster itself has stored, and says which one is wrong.
struct StoredObject {
    let object: JSONObject
    let subject: String

    init(_ json: JSONValue?, _ subject: String) throws {
        guard let object = json?.object else { throw StoredContentError(subject, "it is no JSON object") }
        self.object = object
        self.subject = subject
    }

    func array(_ key: String) throws -> [JSONValue] { try required(key, object[key]?.array) }
    func text(_ key: String) throws -> String { try required(key, object[key]?.text) }
    func integer(_ key: String) throws -> Int64 { try required(key, object[key]?.integer) }
    func boolean(_ key: String) throws -> Bool { try required(key, object[key]?.boolean) }

    /// A member that names a case.
    func word<Value: RawRepresentable>(_ key: String, as: Value.Type = Value.self) throws -> Value
    where Value.RawValue == String {
        try required(key, Value(rawValue: try text(key)))
    }

    private func required<T>(_ key: String, _ value: T?) throws -> T {
        guard let value else { throw StoredContentError(subject, "its member '\(key)' is missing or wrong") }
        return value
    }
}
