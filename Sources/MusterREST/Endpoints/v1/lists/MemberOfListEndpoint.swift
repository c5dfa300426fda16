import MusterModel
import MusterStore

/// `Member of List`. The one GET that may take a JSON body.
struct MemberOfListEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lists/{listId}/leads/ismember.json")
    static let permission = PermissionRequirement.readOnlyLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let leads = try request.leadIDs()
        let list = StaticListID(request.id)
        return try context.store.read { reader in
            guard try reader.staticList(list) != nil else { throw APIError.listNotFound }
            let existing = try reader.existing(leads)
            let members = try reader.members(of: list, among: leads)
            return .records(
                leads.map { lead -> RecordStatus in
                    guard existing.contains(lead) else { return .skipped(lead.rawValue, .leadNotFound) }
                    return RecordStatus(
                        id: lead.rawValue, status: members.contains(lead) ? "memberof" : "notmemberof")
                })
        }
    }
}
