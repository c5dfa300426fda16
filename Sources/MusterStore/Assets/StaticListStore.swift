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
        try requireName(name)
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
        try requireName(list.name, of: .staticList, list.id.rawValue)
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

extension StoreReader {
    /// By ascending lead, from the first one behind `after`.
    public func members(of list: StaticListID, after: LeadID?, limit: Int) throws -> [LeadID] {
        try connection.all(
            """
            SELECT lead_id FROM static_list_member WHERE list_id = ? AND lead_id > ? ORDER BY lead_id LIMIT ?
            """, [.id(list), .int(after?.rawValue ?? 0), .int(Int64(limit))]
        ) { LeadID($0.int(0)) }
    }

    /// Those of the leads who are members.
    public func members(of list: StaticListID, among leads: [LeadID]) throws -> Set<LeadID> {
        guard !leads.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("lead_id", jsonArray: "?")
        return Set(
            try connection.all(
                "SELECT lead_id FROM static_list_member WHERE list_id = ? AND \(isWanted)", [.id(list), .ids(leads)]
            ) { LeadID($0.int(0)) })
    }

    public func memberCount(of list: StaticListID) throws -> Int {
        try connection.first("SELECT count(*) FROM static_list_member WHERE list_id = ?", [.id(list)]) {
            Int($0.int(0))
        } ?? 0
    }
}

extension StoreWriter {
    /// Adds leads that are not members yet, logs *Add to List* for each and returns them. Who is a
    /// member already stays one, unlogged.
    /// - Source: our choice; Marketo does not say whether a second addition is logged.
    @discardableResult
    public func addMembers(
        _ leads: [LeadID], to list: StaticListID, listName: String, origin: ChangeOrigin
    ) throws -> Set<LeadID> {
        var seen = try reader.members(of: list, among: leads)
        let added = leads.filter { seen.insert($0).inserted }
        let now = now.milliseconds
        try write(
            .joined(list, added), "INSERT INTO static_list_member (list_id, lead_id, added_at) VALUES (?, ?, ?)",
            count: added.count
        ) { binder, index in
            binder.bind(list.rawValue)
            binder.bind(added[index].rawValue)
            binder.bind(now)
        }
        try log(ActivityType.addToList, of: added, list, listName, origin)
        return Set(added)
    }

    /// Removes leads who are members, logs *Remove from List* for each and returns them.
    @discardableResult
    public func removeMembers(
        _ leads: [LeadID], from list: StaticListID, listName: String, origin: ChangeOrigin
    ) throws -> Set<LeadID> {
        var members = try reader.members(of: list, among: leads)
        let all = members
        let removed = leads.filter { members.remove($0) != nil }
        try write(
            .left(list, removed), "DELETE FROM static_list_member WHERE list_id = ? AND lead_id = ?",
            count: removed.count
        ) { binder, index in
            binder.bind(list.rawValue)
            binder.bind(removed[index].rawValue)
        }
        try log(ActivityType.removeFromList, of: removed, list, listName, origin)
        return all
    }

    private func log(
        _ type: ActivityType, of leads: [LeadID], _ list: StaticListID, _ name: String, _ origin: ChangeOrigin
    ) throws {
        try append(
            leads.map { lead in
                NewActivity(
                    lead: lead, type: type.id, at: now, campaign: origin.campaign, primaryID: list.rawValue,
                    primaryValue: name, attributes: ["Source": .string(origin.source)])
            }, causes: origin.causes, contextID: origin.contextID)
    }
}
