import MusterEngine
import MusterModel

/// `Request Campaign`: asks an active trigger campaign to take up to 100 leads in.
struct RequestCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/campaigns/{id}/trigger.json")
    static let permission = PermissionRequirement.executeCampaign

    private static let maximumLeads = 100

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let input = try CampaignInput(request)
        let leads = try Self.leads(input.object)
        let tokens = try input.tokens()
        do {
            try await context.engine.commands.request(SmartCampaignID(request.id), leads: leads, tokens: tokens)
        } catch let error as CampaignError {
            throw APIError(lead: error)
        }
        return .id(request.id)
    }

    /// Objects with an `id`; bare integers are taken too, because Adobe's prose says so.
    private static func leads(_ input: JSONObject) throws(APIError) -> [LeadID] {
        guard let given = input.member(named: "leads"), !given.isNull else { throw .missing("leads", in: .lead) }
        guard let elements = given.array else { throw .invalidType(given.jsonText, "JSON") }
        guard !elements.isEmpty else { throw .missing("leads", in: .lead) }
        guard elements.count <= maximumLeads else { throw .tooMany("leads", limit: maximumLeads) }
        var leads: [LeadID] = []
        for element in elements { leads.append(try APIRequest.leadID(element)) }
        return leads
    }
}
