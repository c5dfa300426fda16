import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore

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
            let copy = try await context.write { writer in
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

/// The `input` of schedule and request campaign.
struct CampaignInput {
    static let maximumTokens = 100

    let object: JSONObject

    /// No body, or one without `input`, is an empty input.
    init(_ request: APIRequest) throws(APIError) {
        guard let input = request.json?.member(named: "input"), !input.isNull else {
            object = [:]
            return
        }
        guard let object = input.object else { throw .invalidType(input.jsonText, "JSON") }
        self.object = object
    }

    /// Overrides of My Tokens by bare name, of a name given twice the last.
    ///
    /// `null` and `{}` are none.
    /// - Source: mrkt, `lib/mrkt/concerns/crud_campaigns.rb`, for the latter.
    func tokens() throws(APIError) -> [(name: String, value: String)] {
        guard let given = object.member(named: "tokens"), !given.isNull else { return [] }
        if let members = given.object, members.isEmpty { return [] }
        guard let elements = given.array else { throw .invalidType(given.jsonText, "JSON") }
        guard elements.count <= Self.maximumTokens else { throw .tooMany("tokens", limit: Self.maximumTokens) }
        var tokens: [(name: String, value: String)] = []
        for element in elements {
            guard let token = element.object else { throw .invalidType(element.jsonText, "JSON") }
            guard let name = token.member(named: "name")?.scalarText else { throw .missing("name", in: .lead) }
            guard let bare = Self.bareName(name) else { throw .invalidTokenName(name) }
            let value = token.member(named: "value") ?? .null
            guard let text = value.isNull ? "" : value.scalarText else { throw .invalidType(value.jsonText, "String") }
            tokens.removeAll { $0.name.caseFolded == bare.caseFolded }
            tokens.append((bare, text))
        }
        return tokens
    }

    /// The name inside `{{my.x}}`; blanks around and inside it are fine. `nil` for anything else.
    static func bareName(_ text: String) -> String? {
        let token = text.trimmingBlanks
        guard token.hasPrefix("{{"), token.hasSuffix("}}"), token.utf8.count > 4 else { return nil }
        let inner = token.dropFirst(2).dropLast(2).trimmingBlanks
        guard inner.prefix(3).lowercased() == "my.", !inner.contains(where: { $0 == "{" || $0 == "}" }) else {
            return nil
        }
        let name = inner.dropFirst(3).trimmingBlanks
        return name.isEmpty ? nil : name
    }
}

extension APIError {
    /// What the lead API says when a campaign refuses.
    init(lead error: CampaignError) {
        switch error {
        case .notFound: self = .campaignNotFound
        case .notTriggerCampaign(let id): self = .invalidCampaign(id.rawValue, "is not a trigger campaign")
        case .requestedWhileInactive(let id): self = .invalidCampaign(id.rawValue, "is not active")
        case .notRequestable(let id):
            self = .invalidCampaign(
                id.rawValue,
                "does not have a 'Campaign is Requested' trigger with source '\(RequestSource.webService)'")
        case .notBatchCampaign(let id): self = .invalidCampaign(id.rawValue, "is not a batch campaign")
        case .notSchedulable(let id, let reason):
            self = .invalidCampaign(id.rawValue, "cannot be scheduled: \(reason)")
        case .runAtTooFar: self = .invalidRunAt
        case .unknownLeads(let leads): self = .leadsNotFound(leads.map(\.rawValue))
        case .alreadyActive, .notActive, .hasNoTrigger, .hasNoFlowStep:
            self = APIError(.invalidValue, "\(error)")
        case .invalidRules(let problems), .invalidFlow(let problems):
            self = APIError(.invalidValue, problems.map(\.description).joined(separator: "; "))
        }
    }
}
