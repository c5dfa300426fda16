import MusterModel
import MusterStore

/// Every role.
struct GetRolesEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/roles.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .records(try context.store.read { try $0.roles() }.map(RoleRecord.init))
    }
}

/// Makes a role.
struct CreateRoleEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/roles.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let name = try request.requiredAssetName()
        let permissions = try request.list("permissions")
        let caller = context.caller
        let role = try await context.write { writer in
            let id = try writer.administration(by: caller).createRole(name, permissions: permissions)
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

/// Replaces the permissions of a role, for everyone who has it, from the next call on.
struct UpdateRoleEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/role/{id}.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        guard let permissions = try request.givenList("permissions") else { throw APIError.blank("permissions") }
        let caller = context.caller
        let role = try await context.write { writer in
            try writer.administration(by: caller).updateRole(
                try writer.reader.requiredRole(id), permissions: permissions)
            return try writer.reader.requiredRole(id)
        }
        return .record(RoleRecord(role: role))
    }
}

/// A role with its permissions by name.
struct RoleRecord: WireRecord {
    let role: Role

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", role.id)
            writer.member("name", role.name)
            writer.key("permissions")
            writer.array(role.permissions.names) { $0.string($1) }
            writer.member("isSystem", role.isSystem)
            writer.member("createdAt", role.createdAt.iso8601)
            writer.member("updatedAt", role.updatedAt.iso8601)
        }
    }
}
