import MusterModel
import MusterStore

/// Every API user.
struct GetAPIUsersEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/users.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .records(try context.store.read { try $0.apiUsers() }.map(APIUserRecord.init))
    }
}

/// Makes an API user with a custom service, whose secret is in this answer and nowhere else.
struct CreateAPIUserEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/users.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.requiredAssetName()
        let roles = try request.list("roles")
        let permissions = try request.list("permissions")
        let new = NewCredentials(context.services.random)
        let caller = context.caller
        let id = try await context.write { writer in
            try writer.administration(by: caller).createUser(
                name, roles: roles, permissions: permissions, clientID: new.clientID, secretHash: new.secretHash)
        }
        return .record(CredentialsRecord(user: id, clientID: new.clientID, secret: new.secret))
    }
}

/// Replaces the roles of an API user, or what it may do besides them, from the next call on.
struct UpdateAPIUserEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        let roles = try request.givenList("roles")
        let permissions = try request.givenList("permissions")
        let caller = context.caller
        let user = try await context.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            try writer.administration(by: caller).updateUser(user.id, roles: roles, permissions: permissions)
            return try writer.reader.requiredAPIUser(id)
        }
        return .record(APIUserRecord(user: user))
    }
}

/// Removes an API user with its services; their tokens are unknown from the next call on.
struct DeleteAPIUserEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}/delete.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        let caller = context.caller
        try await context.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            try writer.administration(by: caller).removeUser(user.id)
        }
        return .id(id)
    }
}

/// Removes one of several services of an API user; its tokens are unknown from the next call on.
struct DeleteAPIUserClientEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}/client/delete.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        let clientID = try request.requiredText("clientId")
        let caller = context.caller
        let user = try await context.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            try writer.administration(by: caller).removeClient(clientID, of: user)
            return try writer.reader.requiredAPIUser(id)
        }
        return .record(APIUserRecord(user: user))
    }
}

/// Gives a service of an API user a new secret. The old one ends at once, with its tokens.
struct CreateAPIUserSecretEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}/secret.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        let wanted = try request.text("clientId")
        let new = NewCredentials(context.services.random)
        let caller = context.caller
        let clientID = try await context.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            return try writer.administration(by: caller).setSecret(
                of: user, clientID: wanted, secretHash: new.secretHash)
        }
        return .record(CredentialsRecord(user: APIUserID(id), clientID: clientID, secret: new.secret))
    }
}

extension StoreWriter {
    /// What the caller may do to users and roles, as of this transaction.
    func administration(by caller: Caller) throws -> UserAdministration {
        if caller == .everything { return UserAdministration(self, holding: .all) }
        guard let client = try reader.apiClient(id: caller.clientID) else { throw APIError.accessTokenInvalid }
        guard client.granted.grants(.accessUserManagementAPI) else { throw APIError.accessDenied }
        return UserAdministration(self, holding: client.granted)
    }
}

extension StoreReader {
    /// Throws 702 for a user that is not there.
    func requiredAPIUser(_ id: Int64) throws -> APIUser {
        guard let user = try apiUser(APIUserID(id)) else { throw APIError.assetNotFound("API User") }
        return user
    }
}

extension APIRequest {
    /// As `list`, but `nil` when the parameter was not given at all, so that an empty list can take
    /// everything away.
    func givenList(_ name: String) throws(APIError) -> [String]? {
        guard value(name) != nil else { return nil }
        return try list(name)
    }
}

/// An API user with its roles; `permissions` are what it may do besides them. Secrets are nowhere.
struct APIUserRecord: WireRecord {
    let user: APIUser

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", user.id)
            writer.member("name", user.name)
            writer.key("roles")
            writer.array(user.roles) { $0.string($1.name) }
            writer.key("permissions")
            writer.array(user.permissions.names) { $0.string($1) }
            writer.key("clientIds")
            writer.array(user.clients) { $0.string($1.id) }
            writer.member("createdAt", user.createdAt.iso8601)
            writer.member("updatedAt", user.updatedAt.iso8601)
        }
    }
}

/// The credentials of an API user's service, in the one answer that has the secret.
struct CredentialsRecord: WireRecord {
    let user: APIUserID
    let clientID: String
    let secret: String

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", user)
            $0.member("clientId", clientID)
            $0.member("clientSecret", secret)
        }
    }
}
