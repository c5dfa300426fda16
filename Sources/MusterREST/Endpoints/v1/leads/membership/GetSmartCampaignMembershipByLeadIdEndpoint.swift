import MusterModel
import MusterStore

/// `Get Smart Campaigns by Lead Id`: the campaigns whose flow a lead has entered. `createdAt` is the
/// first entry, `updatedAt` the last.
struct GetSmartCampaignMembershipByLeadIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/{id}/smartCampaignMembership.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try MembershipPage(kind: .smartCampaignMembership).answer(request, context) { reader, query in
            try reader.campaignMemberships(query).map { .init($0, key: "smartCampaignId") }
        }
    }
}
