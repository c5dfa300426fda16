import MusterModel
import MusterStore

/// `Get Custom Activity Types`: drafts and approved ones, without attributes.
struct GetCustomActivityTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/external/types.json")
    static let permission = PermissionRequirement.readOnlyActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let types = try context.store.read { try $0.customActivityTypes() }
        return .records(types.map { CustomActivityTypeRecord($0, withAttributes: false) })
    }
}
