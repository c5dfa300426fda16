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
