public import MusterModel

/// An API-only user: who stands behind one or more custom services and shares its roles with them.
public struct APIUser: Sendable, Hashable {
    public let id: Identifier<APIUser>
    /// Shaped like an e-mail address; the `scope` of the tokens.
    public let name: String
    /// By ascending id.
    public var roles: [Role]
    /// Its custom services by ascending client id.
    public var clients: [APIClient]
    public let createdAt: Instant
    public let updatedAt: Instant

    /// What its services may do besides the roles.
    public var permissions: Set<Permission> { clients.reduce(into: []) { $0.formUnion($1.permissions) } }

    /// What it may do in all, by one service or another.
    public var granted: Set<Permission> { roles.reduce(into: permissions) { $0.formUnion($1.permissions) } }
}

public typealias APIUserID = Identifier<APIUser>

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
        try requireName(name)
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

/// A named set of permissions that API users share.
public struct Role: Sendable, Hashable {
    public let id: Identifier<Role>
    public var name: String
    public var permissions: Set<Permission>
    /// One that every instance has; it cannot be changed.
    public let isSystem: Bool
    public let createdAt: Instant
    public let updatedAt: Instant
}

public typealias RoleID = Identifier<Role>

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

/// One role of a new instance.
/// - Source: our choice, after the roles that a new Marketo subscription has.
struct SystemRole {
    let id: Int64
    let name: String
    let permissions: Set<Permission>

    static let all = [
        SystemRole(id: 1, name: "Administrator", permissions: .all),
        SystemRole(
            id: 2, name: "Marketing User",
            permissions: [
                .approveAssets, .activateCampaign, .deactivateCampaign, .executeCampaign, .readWriteAssets,
                .readWriteCampaign, .readWriteLead, .readOnlyActivity, .readOnlyActivityMetadata,
            ]),
        SystemRole(id: 3, name: "Read Only", permissions: Set(Permission.allCases.filter { $0.stronger != nil })),
        // What a CRM or a pipeline does: people and what they did in both directions, campaigns by request.
        SystemRole(
            id: 4, name: "Integration",
            permissions: [
                .readWriteLead, .readWriteActivity, .readWriteActivityMetadata, .readWriteCompany,
                .readWriteOpportunity, .readWriteSalesPerson, .readWriteCustomObject, .readWriteNamedAccount,
                .readWriteNamedAccountList, .readWriteSchemaStandardField, .readOnlyAssets, .readOnlyCampaign,
                .executeCampaign,
            ]),
    ]

    /// Makes those that are not there yet and gives them the permissions of this release.
    static func plant(_ connection: any WriteConnection, now: Instant) throws {
        for role in all {
            let permissions = SQLValue.text(role.permissions.storedText)
            try connection.execute(
                """
                INSERT INTO role (id, name, permissions, is_system, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)
                  ON CONFLICT (id) DO UPDATE SET permissions = excluded.permissions, updated_at = excluded.updated_at
                  WHERE role.permissions <> excluded.permissions
                """, [.int(role.id), .text(role.name), permissions, .instant(now), .instant(now)])
        }
    }
}

extension Set<Permission> {
    /// By name, in the order of names.
    public var names: [String] { map(\.rawValue).sorted() }

    /// As the database keeps it: a JSON array of names.
    var storedText: String { JSONValue.array(names.map { .string($0) }).jsonText }

    /// A permission that this release does not know is left out: nothing asks for it.
    init(storedText: String, of subject: String) throws {
        let subject = "permissions of \(subject)"
        let json: JSONValue
        do {
            json = try JSONParser.parse(storedText)
        } catch {
            throw StoredContentError(subject, "\(error)")
        }
        guard let names = json.array else { throw StoredContentError(subject, "they are no list") }
        self.init(names.compactMap { $0.text.flatMap(Permission.init(rawValue:)) })
    }
}
