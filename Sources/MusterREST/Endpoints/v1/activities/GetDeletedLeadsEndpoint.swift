import MusterModel
import MusterStore

/// `Get Deleted Leads`: the log's *Delete Lead* activities. Merged leads are not among them.
struct GetDeletedLeadsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/deletedleads.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let log = try ActivityLogRequest(request, context, takesLeads: false)
        let type = ActivityType.deleteLead
        let page = try context.store.read { try log.page($0, types: [type.id]) }
        return log.result(page, context) { ActivityRecord($1, type: type).write(&$0) }
    }
}
