public import MusterModel

/// Something that may call the API with an id and a secret: Marketo's custom service.
public struct APIClient: Sendable, Hashable {
    public let id: String
    public var name: String
    /// The API-only user behind it, shaped like an e-mail address; answered as the token's `scope`.
    public var scope: String
    /// What it may do whatever the roles of its user are.
    public var permissions: Set<Permission>
    /// What the roles of its user add; read with the client, never saved with it.
    public internal(set) var rolePermissions: Set<Permission> = []

    public var granted: Set<Permission> { permissions.union(rolePermissions) }

    public init(id: String, name: String, scope: String, permissions: Set<Permission>) {
        self.id = id
        self.name = name
        self.scope = scope
        self.permissions = permissions
    }
}

extension StoreReader {
    private static let columns = "id, name, scope, permissions, user_id"

    public func apiClient(id: String) throws -> APIClient? {
        try apiClients("WHERE id = ?", [.text(id)]).first
    }

    /// By ascending id.
    public func apiClients() throws -> [APIClient] { try apiClients("ORDER BY id", []) }

    func apiClients(of user: APIUserID) throws -> [APIClient] {
        try apiClients("WHERE user_id = ? ORDER BY id", [.id(user)])
    }

    /// The hash that was saved with the client; `nil` when there is no such client.
    public func secretHash(ofClient id: String) throws -> String? {
        try connection.first("SELECT secret_hash FROM api_client WHERE id = ?", [.text(id)]) { $0.text(0) }
    }

    private func apiClients(_ condition: String, _ arguments: [SQLValue]) throws -> [APIClient] {
        let found = try connection.all("SELECT \(Self.columns) FROM api_client \(condition)", arguments) { row in
            (client: try APIClient(row: row), user: row.intOrNil(4).map { APIUserID($0) })
        }
        return try found.map { found in
            var client = found.client
            if let user = found.user {
                client.rolePermissions = try roles(of: user).reduce(into: []) { $0.formUnion($1.permissions) }
            }
            return client
        }
    }
}

extension StoreWriter {
    /// Makes the client, or replaces the one with its id, whose tokens end. The user of its scope's name
    /// is made when there is none.
    /// - Parameter secretHash: hashed by the caller; the secret itself is never stored.
    public func saveAPIClient(_ client: APIClient, secretHash: String) throws {
        let user = try reader.apiUserID(named: client.scope) ?? insertAPIUser(named: client.scope)
        try write(
            .catalog(.users),
            """
            INSERT INTO api_client (id, secret_hash, name, scope, permissions, user_id, created_at, updated_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name,
              scope = excluded.scope, permissions = excluded.permissions, user_id = excluded.user_id,
              updated_at = excluded.updated_at
            """,
            [
                .text(client.id), .text(secretHash), .text(client.name), .text(client.scope),
                .text(client.permissions.storedText), .id(user), .instant(now), .instant(now),
            ])
        try endTokens(ofClient: client.id)
    }

    /// Its tokens go with it; its user stays.
    public func removeAPIClient(id: String) throws {
        try write(.catalog(.users), "DELETE FROM api_client WHERE id = ?", [.text(id)])
    }

    /// Replaces a client's secret. Its tokens end with the old one.
    public func setSecretHash(_ hash: String, ofClient id: String) throws {
        try write(
            .catalog(.users), "UPDATE api_client SET secret_hash = ?, updated_at = ? WHERE id = ?",
            [.text(hash), .instant(now), .text(id)])
        try endTokens(ofClient: id)
    }

    private func endTokens(ofClient id: String) throws {
        try write(.catalog(.users), "DELETE FROM access_token WHERE client_id = ?", [.text(id)])
    }

    /// Sets what each of the user's services may do besides the roles.
    func setPermissions(_ permissions: Set<Permission>, ofClientsOf user: APIUserID) throws {
        try write(
            .catalog(.users), "UPDATE api_client SET permissions = ?, updated_at = ? WHERE user_id = ?",
            [.text(permissions.storedText), .instant(now), .id(user)])
    }
}

extension APIClient {
    fileprivate init(row: any SQLRow) throws {
        self.init(
            id: row.text(0), name: row.text(1), scope: row.text(2),
            permissions: try Set(storedText: row.text(3), of: "API client '\(row.text(0))'"))
    }
}
