public import MusterModel

extension StoreReader {
    private static let columns = "id, name, description, folder_id, program_id, created_at, updated_at"

    public func staticList(_ id: StaticListID) throws -> StaticList? {
        try connection.first(
            "SELECT \(Self.columns) FROM static_list WHERE id = ?", [.id(id)], StaticList.init(row:))
    }

    /// The list of the exact name; of several the one with the lowest id.
    public func staticList(named name: String) throws -> StaticList? {
        try connection.first(
            "SELECT \(Self.columns) FROM static_list WHERE name = ? ORDER BY id LIMIT 1", [.text(name)],
            StaticList.init(row:))
    }

    public func staticLists(_ query: AssetQuery) throws -> [StaticList] {
        let (rest, arguments) = query.selection(from: .staticList)
        return try connection.all(
            "SELECT \(Self.columns) FROM static_list" + rest, arguments, StaticList.init(row:))
    }
}

extension StoreWriter {
    public func createStaticList(
        name: String, description: String?, folder: FolderReference
    ) throws -> StaticList {
        let placement = try reader.placement(in: folder)
        let list = StaticList(
            id: StaticListID(try nextIDs(.staticList, count: 1)), name: name, description: description,
            folder: folder, createdAt: now, updatedAt: now)
        try write(
            .asset(list.id),
            """
            INSERT INTO static_list (id, name, description, folder_id, program_id, created_at, updated_at)
              VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [.id(list.id), .text(name), .textOrNull(description)] + placement.arguments
                + [.instant(now), .instant(now)])
        return list
    }

    /// Writes name and description; a list does not move.
    @discardableResult
    public func updateStaticList(_ list: StaticList) throws -> StaticList {
        var list = list
        list.updatedAt = now
        let changed = try write(
            .asset(list.id), "UPDATE static_list SET name = ?, description = ?, updated_at = ? WHERE id = ?",
            [.text(list.name), .textOrNull(list.description), .instant(now), .id(list.id)])
        guard changed > 0 else { throw AssetNotFoundError("static list", list.id.rawValue) }
        return list
    }
}

extension StaticList {
    fileprivate init(row: any SQLRow) throws {
        let id = row.int(0)
        guard let folder = AssetPlacement(row, at: 3).container else {
            throw StoredContentError("static list \(id)", "it is in no folder")
        }
        self.init(
            id: StaticListID(id), name: row.text(1), description: row.textOrNil(2), folder: folder,
            createdAt: row.instant(5), updatedAt: row.instant(6))
    }
}
