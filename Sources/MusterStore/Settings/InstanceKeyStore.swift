import MusterModel

/// A secret that an instance makes for itself once and keeps, such as the key of its page tokens.
public enum InstanceKey: String, Sendable {
    case pageToken = "key.pageToken"
}

extension StoreReader {
    public func instanceKey(_ key: InstanceKey) throws -> String? {
        try connection.first("SELECT value FROM setting WHERE name = ?", [.text(key.rawValue)]) { $0.text(0) }
    }
}

extension StoreWriter {
    /// Keeps the key; one that is there already stays, because what it protects is in use.
    public func setInstanceKey(_ key: InstanceKey, _ value: String) throws {
        try write(
            .bookkeeping, "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            [.text(key.rawValue), .text(value)])
    }
}
