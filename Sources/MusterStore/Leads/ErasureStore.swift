public import MusterModel

/// What one erasure has removed. Of whom is known to nobody.
public struct Erasure: Sendable, Hashable {
    public let id: Int64
    public let erasedAt: Instant
    /// Since when no file of the database holds anything of it; `nil` while one may.
    public let filesCleanAt: Instant?
    /// How many rows, by kind, such as `activities`.
    public let counts: JSONObject
}

extension StoreReader {
    /// The newest first.
    public func erasures() throws -> [Erasure] {
        try erasures("ORDER BY id DESC", [])
    }

    public func erasure(_ id: Int64) throws -> Erasure? { try erasures("WHERE id = ?", [.int(id)]).first }

    private func erasures(_ condition: String, _ arguments: [SQLValue]) throws -> [Erasure] {
        try connection.all("SELECT id, erased_at, files_clean_at, counts FROM erasure \(condition)", arguments) { row in
            let counts = try StoredObject(try JSONParser.parse(row.text(3)), "counts of erasure \(row.int(0))").object
            return Erasure(
                id: row.int(0), erasedAt: row.instant(1), filesCleanAt: row.instantOrNil(2),
                counts: counts)
        }
    }
}

extension StoreWriter {
    func note(_ counts: [String: Int64]) throws -> Erasure {
        let id = try nextIDs(.erasure, count: 1)
        let counts = JSONObject(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .integer($0.value)) })
        try write(
            .bookkeeping, "INSERT INTO erasure (id, erased_at, counts) VALUES (?, ?, ?)",
            [.int(id), .instant(now), .text(JSONValue.object(counts).jsonText)])
        noteInAudit(.erasure, String(id), .created, changes: ["counts": ["to": .object(counts)]])
        return Erasure(id: id, erasedAt: now, filesCleanAt: nil, counts: counts)
    }
}

extension Store {
    /// Writes the files anew when people have been erased since they were last written so, which takes
    /// minutes for tens of gigabytes and keeps other writes waiting.
    /// - Returns: whether there was anything to do.
    /// - Throws: why the files may still hold something; the next call begins again.
    @discardableResult
    public func cleanFiles() async throws -> Bool {
        let newest = try read { reader in
            try reader.connection.first("SELECT max(id) FROM erasure WHERE files_clean_at IS NULL") { $0.intOrNil(0) }
        }
        guard let last = newest ?? nil else { return false }
        try await database.purge()
        try await write { writer in
            try writer.write(
                .bookkeeping, "UPDATE erasure SET files_clean_at = ? WHERE id <= ? AND files_clean_at IS NULL",
                [.instant(writer.now), .int(last)])
        }
        return true
    }
}
