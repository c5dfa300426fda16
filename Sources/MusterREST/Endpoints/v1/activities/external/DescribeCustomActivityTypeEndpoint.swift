import MusterModel
import MusterStore

/// `Describe Custom Activity Type`: the approved definition, or with `draft=true`, or
/// while there is no other, the draft.
struct DescribeCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/external/type/{apiName}/describe.json")
    static let permission = PermissionRequirement.readOnlyActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let wantsDraft = try request.boolean("draft") ?? false
        let type = try context.store.read { try $0.requiredCustomActivityType(request) }
        return .record(
            CustomActivityTypeRecord(type, definition: wantsDraft ? type.draft : type.approved))
    }
}
