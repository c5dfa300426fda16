import MusterModel
import MusterStore

/// Makes a role.
struct CreateRoleEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/roles.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.requiredAssetName()
        let permissions = try request.list("permissions")
        let role = try await context.store.write { writer in
            let id = try UserAdministration(writer).createRole(name, permissions: permissions)
            return try writer.reader.requiredRole(id.rawValue)
        }
        return .record(RoleRecord(role: role))
    }
}

extension StoreReader {
    /// Throws 702 for a role that is not there.
    func requiredRole(_ id: Int64) throws -> Role {
        guard let role = try role(RoleID(id)) else { throw APIError.assetNotFound("Role") }
        return role
    }
}
