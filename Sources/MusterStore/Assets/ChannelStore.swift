public import MusterModel

extension StoreReader {
    private static let columns = "id, name, kind, created_at, updated_at"

    /// Every channel by ascending id.
    public func channels() throws -> [Channel] {
        let statuses = try statusesByChannel()
        return try connection.all("SELECT \(Self.columns) FROM channel ORDER BY id") {
            try Channel(row: $0, statuses: statuses)
        }
    }

    public func channel(named name: String) throws -> Channel? {
        let statuses = try statusesByChannel()
        return try connection.first("SELECT \(Self.columns) FROM channel WHERE name = ?", [.text(name)]) {
            try Channel(row: $0, statuses: statuses)
        }
    }

    private func statusesByChannel() throws -> [Int64: [Channel.Status]] {
        var statuses: [Int64: [Channel.Status]] = [:]
        try connection.query(
            """
            SELECT channel_id, name, step, is_success, is_hidden FROM channel_status
              ORDER BY channel_id, step, position
            """, []
        ) { row in
            let status = Channel.Status(
                name: row.text(1), step: Int(row.int(2)), isSuccess: row.flag(3), isHidden: row.flag(4))
            statuses[row.int(0), default: []].append(status)
            return true
        }
        return statuses
    }
}

extension Channel {
    fileprivate init(row: any SQLRow, statuses: [Int64: [Status]]) throws {
        let id = row.int(0)
        guard let kind = Program.Kind(rawValue: row.text(2)) else {
            throw StoredContentError("kind of channel \(id)", "'\(row.text(2))' is unknown")
        }
        self.init(
            id: id, name: row.text(1), kind: kind, statuses: statuses[id] ?? [],
            createdAt: row.instant(3), updatedAt: row.instant(4))
    }
}
