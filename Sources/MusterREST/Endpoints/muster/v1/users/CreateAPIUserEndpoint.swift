import MusterModel
import MusterStore

/// Makes an API user with a custom service, whose secret is in this answer and nowhere else.
struct CreateAPIUserEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/users.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.requiredAssetName()
        let roles = try request.list("roles")
        let permissions = try request.list("permissions")
        let new = NewCredentials(context.services.random)
        let id = try await context.store.write { writer in
            try UserAdministration(writer).createUser(
                name, roles: roles, permissions: permissions, clientID: new.clientID, secretHash: new.secretHash)
        }
        return .record(CredentialsRecord(user: id, clientID: new.clientID, secret: new.secret))
    }
}
