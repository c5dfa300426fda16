import MusterModel
import MusterStore

/// `Get Lists by Lead Id`: the static lists a lead is in.
struct GetListMembershipByLeadIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/{id}/listMembership.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try MembershipPage(kind: .listMembership, hasWindow: false).answer(request, context) { reader, query in
            try reader.listMemberships(query).map { .init($0, key: "listId") }
        }
    }
}
