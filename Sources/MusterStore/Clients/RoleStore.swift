public import MusterModel

extension StoreReader {
    private static let roleColumns = "id, name, permissions, is_system, created_at, updated_at"

    /// By ascending id, those of every instance first.
    public func roles() throws -> [Role] {
        try connection.all("SELECT \(Self.roleColumns) FROM role ORDER BY id", [], Role.init(row:))
    }

    public func role(_ id: RoleID) throws -> Role? {
        try connection.first("SELECT \(Self.roleColumns) FROM role WHERE id = ?", [.id(id)], Role.init(row:))
    }

    /// By ascending id.
    func roles(of user: APIUserID) throws -> [Role] {
        try connection.all(
            """
            SELECT \(Self.roleColumns) FROM role WHERE id IN (SELECT role_id FROM api_user_role WHERE user_id = ?)
              ORDER BY id
            """, [.id(user)], Role.init(row:))
    }
}

extension StoreWriter {
    func insertRole(named name: String, permissions: Set<Permission>) throws -> RoleID {
        let id = RoleID(try nextIDs(.role, count: 1))
        try write(
            .catalog(.users),
            "INSERT INTO role (id, name, permissions, is_system, created_at, updated_at) VALUES (?, ?, ?, 0, ?, ?)",
            [.id(id), .text(name), .text(permissions.storedText), .instant(now), .instant(now)])
        return id
    }

    func setPermissions(_ permissions: Set<Permission>, of role: RoleID) throws {
        try write(
            .catalog(.users), "UPDATE role SET permissions = ?, updated_at = ? WHERE id = ?",
            [.text(permissions.storedText), .instant(now), .id(role)])
    }
}

extension Role {
    fileprivate init(row: any SQLRow) throws {
        self.init(
            id: RoleID(row.int(0)), name: row.text(1),
            permissions: try Set(storedText: row.text(2), of: "role '\(row.text(1))'"), isSystem: row.flag(3),
            createdAt: row.instant(4), updatedAt: row.instant(5))
    }
}
