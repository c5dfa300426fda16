import MusterModel

extension StoreReader {
    private static let columns = "id, name, scope, permissions"

    public func apiClient(id: String) throws -> APIClient? {
        try connection.first(
            "SELECT \(Self.columns) FROM api_client WHERE id = ?", [.text(id)], APIClient.init(row:))
    }

    /// By ascending id.
    public func apiClients() throws -> [APIClient] {
        try connection.all("SELECT \(Self.columns) FROM api_client ORDER BY id", [], APIClient.init(row:))
    }

    /// The hash that was saved with the client; `nil` when there is no such client.
    public func secretHash(ofClient id: String) throws -> String? {
        try connection.first("SELECT secret_hash FROM api_client WHERE id = ?", [.text(id)]) { $0.text(0) }
    }
}

extension StoreWriter {
    /// Makes the client, or replaces the one with its id.
    /// - Parameter secretHash: hashed by the caller; the secret itself is never stored.
    public func saveAPIClient(_ client: APIClient, secretHash: String) throws {
        let permissions = client.permissions.map(\.rawValue).sorted().map { JSONValue.string($0) }
        try connection.execute(
            """
            INSERT INTO api_client (id, secret_hash, name, scope, permissions, created_at, updated_at)
              VALUES (?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name,
              scope = excluded.scope, permissions = excluded.permissions, updated_at = excluded.updated_at
            """,
            [
                .text(client.id), .text(secretHash), .text(client.name), .text(client.scope),
                .text(JSONValue.array(permissions).jsonText), .instant(now), .instant(now),
            ])
        // Who remembers what a client may do has to ask again.
        changes.catalogs = true
    }
}

extension APIClient {
    /// A permission that this release does not know is left out: nothing asks for it.
    fileprivate init(row: any SQLRow) throws {
        let subject = "permissions of API client '\(row.text(0))'"
        let json: JSONValue
        do {
            json = try JSONParser.parse(row.text(3))
        } catch {
            throw StoredContentError(subject, "\(error)")
        }
        guard let names = json.array else { throw StoredContentError(subject, "they are no list") }
        self.init(
            id: row.text(0), name: row.text(1), scope: row.text(2),
            permissions: Set(names.compactMap { $0.text.flatMap(Permission.init(rawValue:)) }))
    }
}
