public import MusterModel

extension StoreReader {
    /// The tokens defined in the folder or program itself, by name.
    public func tokens(in container: FolderReference) throws -> [MyToken] {
        try connection.all(
            """
            SELECT name, kind, value FROM my_token WHERE container_kind = ? AND container_id = ?
              ORDER BY name_key
            """,
            [.text(container.kind.rawValue), .int(container.id)], MyToken.init(row:))
    }

    /// Everything that is declared anywhere, by its case-folded name; of several one.
    public func tokensAnywhere() throws -> [String: MyToken] {
        let tokens = try connection.all(
            "SELECT name, kind, value FROM my_token GROUP BY name_key", [], MyToken.init(row:))
        return Dictionary(tokens.map { ($0.name.caseFolded, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The one defined there whose name differs at most in case.
    public func token(named name: String, in container: FolderReference) throws -> MyToken? {
        try connection.first(
            "SELECT name, kind, value FROM my_token WHERE container_kind = ? AND container_id = ? AND name_key = ?",
            [.text(container.kind.rawValue), .int(container.id), .text(name.caseFolded)], MyToken.init(row:))
    }

    /// What `{{my.…}}` means inside the container: its own tokens and those of what holds it, the
    /// nearest definition of a name. Keys are `caseFolded`.
    public func inheritedTokens(from container: FolderReference) throws -> [String: MyToken] {
        var tokens: [String: MyToken] = [:]
        for ancestor in try ancestors(of: container) {
            for token in try self.tokens(in: ancestor) where tokens[token.name.caseFolded] == nil {
                tokens[token.name.caseFolded] = token
            }
        }
        return tokens
    }
}

extension StoreWriter {
    /// Creates the token, or replaces the one whose name differs at most in case.
    public func setToken(_ token: MyToken, in container: FolderReference) throws {
        guard try reader.containerExists(container) else {
            throw AssetNotFoundError(container.kind.rawValue.lowercased(), container.id)
        }
        if Name.problem(of: token.name) != nil {
            try requireNames([("name", token.name)], known: Set(reader.tokens(in: container).map(\.name)))
        }
        try tell(.tokens(container))
        try write(
            .asset(container),
            """
            INSERT INTO my_token (container_kind, container_id, name_key, name, kind, value, created_at,
              updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              ON CONFLICT (container_kind, container_id, name_key) DO UPDATE SET name = excluded.name,
              kind = excluded.kind, value = excluded.value, updated_at = excluded.updated_at
            """,
            [
                .text(container.kind.rawValue), .int(container.id), .text(token.name.caseFolded),
                .text(token.name), .text(token.kind.rawValue), .text(token.value), .instant(now),
                .instant(now),
            ])
    }

    /// Deletes the token of the kind whose name differs at most in case.
    /// - Returns: false when the container has none.
    public func deleteToken(named name: String, kind: MyToken.Kind, in container: FolderReference) throws -> Bool {
        let token = "container_kind = ? AND container_id = ? AND name_key = ? AND kind = ?"
        let arguments: [SQLValue] = [
            .text(container.kind.rawValue), .int(container.id), .text(name.caseFolded), .text(kind.rawValue),
        ]
        guard try connection.hasRow("SELECT 1 FROM my_token WHERE \(token)", arguments) else { return false }
        try tell(.tokens(container))
        try write(.asset(container), "DELETE FROM my_token WHERE \(token)", arguments)
        return true
    }

    /// Of a folder or program that is deleted.
    func deleteTokens(of container: FolderReference) throws {
        try write(
            .asset(container), "DELETE FROM my_token WHERE container_kind = ? AND container_id = ?",
            [.text(container.kind.rawValue), .int(container.id)])
    }
}

extension MyToken {
    fileprivate init(row: any SQLRow) throws {
        guard let kind = Kind(rawValue: row.text(1)) else {
            throw StoredContentError("kind of token '\(row.text(0))'", "'\(row.text(1))' is unknown")
        }
        self.init(name: row.text(0), kind: kind, value: row.text(2))
    }
}
