import MusterModel
import MusterStore

/// Replaces the permissions of a role, for everyone who has it, from the next call on.
struct UpdateRoleEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/role/{id}.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        guard let permissions = try request.givenList("permissions") else { throw APIError.blank("permissions") }
        let role = try await context.store.write { writer in
            try UserAdministration(writer).updateRole(try writer.reader.requiredRole(id), permissions: permissions)
            return try writer.reader.requiredRole(id)
        }
        return .record(RoleRecord(role: role))
    }
}
