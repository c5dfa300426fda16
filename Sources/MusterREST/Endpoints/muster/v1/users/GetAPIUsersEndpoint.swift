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
