import MusterModel

extension RemoteAccess {
    public func users() async throws -> [UserSummary] {
        try await client.records("GET", "/muster/v1/users.json").map { record in
            UserSummary(
                id: record["id"]?.integer ?? 0, name: record["name"]?.text ?? "", roles: record.texts("roles"),
                permissions: record.texts("permissions"), clientIDs: record.texts("clientIds"))
        }
    }

    public func addUser(_ name: String, roles: [String], permissions: [String]) async throws -> Credentials {
        let body: JSONValue = ["name": .string(name), "roles": .texts(roles), "permissions": .texts(permissions)]
        return try Self.credentials(try await client.record("POST", "/muster/v1/users.json", body: body))
    }

    public func removeUser(_ id: Int64) async throws {
        _ = try await client.call("POST", "/muster/v1/user/\(id)/delete.json")
    }

    public func newSecret(of user: Int64, clientID: String?) async throws -> Credentials {
        let body = JSONValue.object(clientID.map { ["clientId": .string($0)] } ?? [:])
        return try Self.credentials(try await client.record("POST", "/muster/v1/user/\(user)/secret.json", body: body))
    }

    public func roles() async throws -> [RoleSummary] {
        try await client.records("GET", "/muster/v1/roles.json").map { record in
            RoleSummary(
                name: record["name"]?.text ?? "", permissions: record.texts("permissions"),
                isSystem: record["isSystem"]?.boolean ?? false)
        }
    }

    public func addRole(_ name: String, permissions: [String]) async throws {
        let body: JSONValue = ["name": .string(name), "permissions": .texts(permissions)]
        _ = try await client.call("POST", "/muster/v1/roles.json", body: body)
    }

    private static func credentials(_ record: JSONObject) throws -> Credentials {
        guard let id = record["clientId"]?.text, let secret = record["clientSecret"]?.text else {
            throw AccessError("the server's answer has no credentials")
        }
        return Credentials(clientID: id, clientSecret: secret)
    }
}

extension JSONObject {
    fileprivate func texts(_ key: String) -> [String] { (self[key]?.array ?? []).compactMap(\.text) }
}

extension JSONValue {
    fileprivate static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
