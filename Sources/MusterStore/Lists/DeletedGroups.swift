/// What leads can be members of, and that goes in a moment however many they are: a chunk of the members at once,
/// and of the others the engine forgets a chunk at a time.
enum MemberGroup: String {
    case staticList, program

    /// Those of programs hold several rows a lead.
    fileprivate var tables: [(name: String, column: String)] {
        switch self {
        case .staticList: [("static_list_member", "list_id")]
        case .program: StoreWriter.programMemberTables.map { ($0, "program_id") }
        }
    }

    /// Lets only groups pass that are there: ids are never used again, so that members of others harm nobody
    /// who asks for one group.
    func isThere(_ column: String) -> SQLCondition {
        SQLCondition("\(column) NOT IN (SELECT id FROM deleted_group WHERE kind = '\(rawValue)')")
    }
}

extension StoreReader {
    /// Whether members of deleted groups have yet to be forgotten.
    public func hasMembersToForget() throws -> Bool { try groupToForget() != nil }

    fileprivate func groupToForget() throws -> (group: MemberGroup, id: Int64)? {
        try connection.first("SELECT kind, id FROM deleted_group ORDER BY kind, id LIMIT 1") { row in
            MemberGroup(rawValue: row.text(0)).map { ($0, row.int(1)) }
        } ?? nil
    }
}

extension StoreWriter {
    private static let forgottenAtOnce = 1_000

    /// Of a group that is being deleted. Logs nothing: nobody was removed from it.
    func forgetMembers(of group: MemberGroup, _ id: Int64) throws {
        guard try forget(group, id, limit: Self.forgottenAtOnce) else { return }
        try write(
            .work(.runs), "INSERT INTO deleted_group (kind, id) VALUES (?, ?)", [.text(group.rawValue), .int(id)])
    }

    /// Forgets members of a group that was deleted, at most about so many; returns whether there may be more.
    public func forgetSomeMembers(limit: Int) throws -> Bool {
        guard let (group, id) = try reader.groupToForget() else { return false }
        announce(.runs)
        if try !forget(group, id, limit: limit) {
            try write(
                .detail, "DELETE FROM deleted_group WHERE kind = ? AND id = ?", [.text(group.rawValue), .int(id)])
        }
        return true
    }

    /// Whether there may be more.
    private func forget(_ group: MemberGroup, _ id: Int64, limit: Int) throws -> Bool {
        for (table, column) in group.tables {
            let forgotten = try write(
                .detail,
                """
                DELETE FROM \(table) WHERE \(column) = ? AND lead_id IN \
                (SELECT lead_id FROM \(table) WHERE \(column) = ? ORDER BY lead_id LIMIT ?)
                """, [.int(id), .int(id), .int(Int64(limit))])
            if forgotten >= limit { return true }
        }
        return false
    }
}
