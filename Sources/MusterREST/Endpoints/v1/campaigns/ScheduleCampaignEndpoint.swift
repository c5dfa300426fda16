import MusterEngine
import MusterModel
import MusterStore

/// `Schedule Campaign`: one run of a batch campaign, at least five minutes from now.
struct ScheduleCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/campaigns/{id}/schedule.json")
    static let permission = PermissionRequirement.executeCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let input = try CampaignInput(request)
        let runAt = try Self.runAt(input.object)
        let tokens = try input.tokens()
        let id = SmartCampaignID(request.id)
        if let name = try Self.cloneName(input.object) { try refuseClone(of: id, named: name, context) }
        do {
            try await context.engine.commands.schedule(id, runAt: runAt, tokens: tokens)
        } catch let error as CampaignError {
            throw APIError(lead: error)
        }
        return .id(request.id)
    }

    private static func runAt(_ input: JSONObject) throws(APIError) -> Instant? {
        guard let value = input.member(named: "runAt"), !value.isNull else { return nil }
        guard let text = value.text?.trimmingBlanks else { throw .invalidDate(in: .lead) }
        if text.isEmpty { return nil }
        guard let instant = Instant(text: text) else { throw .invalidDate(in: .lead) }
        return Instant(seconds: instant.seconds)
    }

    /// Adobe's page calls the member `cloneToProgram`, the swagger `cloneToProgramName`.
    private static func cloneName(_ input: JSONObject) throws(APIError) -> String? {
        guard let value = input.member(named: "cloneToProgramName") ?? input.member(named: "cloneToProgram"),
            !value.isNull
        else { return nil }
        guard let name = value.scalarText?.trimmingBlanks else { throw .invalidType(value.jsonText, "String") }
        return name.isEmpty ? nil : name
    }

    /// Programs cannot be cloned yet: better refused than run in the wrong program.
    private func refuseClone(of id: SmartCampaignID, named name: String, _ context: APIContext) throws {
        guard let campaign = try context.store.read({ try $0.smartCampaign(id) }) else {
            throw APIError.campaignNotFound
        }
        guard campaign.parentProgramID != nil else {
            throw APIError.invalidCampaign(id.rawValue, "cannot be scheduled: it is in no program to clone")
        }
        throw APIError(.featureNotEnabled, "The feature is not enabled for the subscription")
    }
}
