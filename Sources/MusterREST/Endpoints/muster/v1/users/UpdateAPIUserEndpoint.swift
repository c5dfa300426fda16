import MusterModel
import MusterStore

/// Replaces the roles of an API user, or what it may do besides them, from the next call on.
struct UpdateAPIUserEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        let roles = try request.givenList("roles")
        let permissions = try request.givenList("permissions")
        let user = try await context.store.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            try UserAdministration(writer).updateUser(user.id, roles: roles, permissions: permissions)
            return try writer.reader.requiredAPIUser(id)
        }
        return .record(APIUserRecord(user: user))
    }
}
