public import MusterModel

extension StoreReader {
    /// By ascending id.
    public func apiUsers() throws -> [APIUser] { try apiUsers("ORDER BY id", []) }

    public func apiUser(_ id: APIUserID) throws -> APIUser? { try apiUsers("WHERE id = ?", [.id(id)]).first }

    func apiUserID(named name: String) throws -> APIUserID? {
        try connection.first("SELECT id FROM api_user WHERE name = ?", [.text(name)]) { APIUserID($0.int(0)) }
    }

    private func apiUsers(_ condition: String, _ arguments: [SQLValue]) throws -> [APIUser] {
        let users = try connection.all(
            "SELECT id, name, created_at, updated_at FROM api_user \(condition)", arguments
        ) { row in
            APIUser(
                id: APIUserID(row.int(0)), name: row.text(1), roles: [], clients: [], createdAt: row.instant(2),
                updatedAt: row.instant(3))
        }
        return try users.map { user in
            var user = user
            user.roles = try roles(of: user.id)
            user.clients = try apiClients(of: user.id)
            return user
        }
    }
}

extension StoreWriter {
    func insertAPIUser(named name: String) throws -> APIUserID {
        let id = APIUserID(try nextIDs(.apiUser, count: 1))
        try write(
            .catalog(.users), "INSERT INTO api_user (id, name, created_at, updated_at) VALUES (?, ?, ?, ?)",
            [.id(id), .text(name), .instant(now), .instant(now)])
        return id
    }

    func setRoles(_ roles: [Role], of user: APIUserID) throws {
        try write(.catalog(.users), "DELETE FROM api_user_role WHERE user_id = ?", [.id(user)])
        for id in Set(roles.map(\.id)) {
            try write(
                .catalog(.users), "INSERT INTO api_user_role (user_id, role_id) VALUES (?, ?)", [.id(user), .id(id)])
        }
        try write(.catalog(.users), "UPDATE api_user SET updated_at = ? WHERE id = ?", [.instant(now), .id(user)])
    }

    /// Its services and their tokens go with it.
    func deleteRow(of user: APIUserID) throws {
        try write(.catalog(.users), "DELETE FROM api_user WHERE id = ?", [.id(user)])
    }
}
