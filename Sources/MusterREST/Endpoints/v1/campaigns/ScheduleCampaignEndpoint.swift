import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore

/// `Schedule Campaign`: one run of a batch campaign, at least five minutes from now; with
/// `cloneToProgramName` in a copy of its program, whose campaign is answered then.
struct ScheduleCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/campaigns/{id}/schedule.json")
    static let permission = PermissionRequirement.executeCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let input = try CampaignInput(request)
        let runAt = try Self.runAt(input.object)
        let tokens = try input.tokens()
        let id = SmartCampaignID(request.id)
        let cloneName = try Self.cloneName(input.object)
        do {
            guard let cloneName else {
                try await context.engine.commands.schedule(id, runAt: runAt, tokens: tokens)
                return .id(id.rawValue)
            }
            let copy = try await context.store.write { writer in
                try ScheduledClone(writer).schedule(id, programName: cloneName, runAt: runAt, tokens: tokens)
            }
            return .id(copy.rawValue)
        } catch let error as CampaignError {
            throw APIError(lead: error)
        } catch let error as ScheduledCloneError {
            throw APIError(error)
        }
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
        guard name.unicodeScalars.count <= 255 else { throw .tooLong("cloneToProgramName", limit: 255) }
        return name.isEmpty ? nil : name
    }
}

extension APIError {
    fileprivate init(_ error: ScheduledCloneError) {
        switch error {
        case .noProgram(let id):
            self = .invalidCampaign(id.rawValue, "cannot be scheduled: it is in no program to clone")
        case .nameTaken: self = .nameTaken("Program")
        case .unsupportedAssets(let kinds): self = .unsupportedAssets(kinds)
        case .tooMany: self = .tooManyClones
        }
    }
}
