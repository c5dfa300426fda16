import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore

/// *Create Smart Campaign*.
struct CreateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaigns.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartCampaign, request)
        return try await context.write(SmartCampaignReading.self, .init()) { writer in
            try new.check(writer.reader)
            let campaign = try writer.createSmartCampaign(
                name: new.name, description: new.description ?? "", folder: new.container)
            return campaign.id.rawValue
        }
    }
}

/// *Update Smart Campaign*: name and description, also while it is active.
struct UpdateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let edit = try AssetEdit(.smartCampaign, request)
        let id = SmartCampaignID(request.id)
        return try await context.write(SmartCampaignReading.self, .init()) { writer in
            var campaign = try writer.reader.required(id)
            guard !campaign.isSystem else { throw APIError.systemCampaign }
            guard !edit.isEmpty else { return id.rawValue }
            if let folder = campaign.folder { try edit.check(id.rawValue, in: folder, writer.reader) }
            campaign.name = edit.name ?? campaign.name
            campaign.description = edit.description ?? campaign.description
            try writer.updateSmartCampaign(campaign)
            return id.rawValue
        }
    }
}

/// *Clone Smart Campaign*: list, flow, qualification and communication limit; neither schedule nor
/// activation nor members.
struct CloneSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/clone.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartCampaign, request)
        // Marketo's release notes of March 2022 name it; the swagger does not.
        let isExecutable = try request.boolean("isExecutable")
        let source = SmartCampaignID(request.id)
        return try await context.write(SmartCampaignReading.self, .init()) { writer in
            let campaign = try writer.reader.required(source)
            try new.check(writer.reader)
            do {
                return try CampaignCloning(writer).clone(
                    campaign, name: new.name, description: new.description ?? "", folder: new.container,
                    isExecutable: isExecutable
                ).rawValue
            } catch let error as RuleError {
                throw APIError.businessRule("Cannot clone Smart Campaign. \(error)")
            }
        }
    }
}

/// *Delete Smart Campaign*: with its list and flow; what it has done stays in the activity log.
struct DeleteSmartCampaignEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets.orMore(.removal)

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let campaign = try writer.reader.required(SmartCampaignID(id))
        guard !campaign.isSystem else { throw APIError.cannotDelete("Smart Campaign", "It is a system campaign") }
        guard !campaign.isActive else { throw APIError.cannotDelete("Smart Campaign", "It is active") }
        // Nothing can name the campaign's own list.
        try AssetSort.smartCampaign.refuseWhileUsed(id, writer.reader)
        if let run = try writer.reader.runningRun(of: campaign.id), !run.isTrigger {
            throw APIError.cannotDelete("Smart Campaign", "A run is in progress")
        }
        try writer.deleteSmartCampaign(campaign)
    }
}

/// *Activate Smart Campaign*: the triggers are live before the answer.
struct ActivateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/activate.json")
    static let permission = PermissionRequirement.activateCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        do {
            try await context.engine.commands.activate(SmartCampaignID(request.id))
        } catch let error as CampaignError {
            throw APIError(activation: error)
        }
        return .id(request.id)
    }
}

/// *Deactivate Smart Campaign*: people in the flow carry on.
struct DeactivateSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/deactivate.json")
    static let permission = PermissionRequirement.deactivateCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        do {
            try await context.engine.commands.deactivate(SmartCampaignID(request.id))
        } catch let error as CampaignError {
            throw APIError(activation: error)
        }
        return .id(request.id)
    }
}

extension APIError {
    /// What the asset API says when a campaign refuses to be switched on or off.
    init(activation error: CampaignError) {
        self =
            switch error {
            case .notFound: .assetNotFound(AssetSort.smartCampaign.title)
            case .alreadyActive: .businessRule("Smart Campaign is already activated")
            case .notActive: .businessRule("Smart Campaign is not activated")
            case .hasNoTrigger: .businessRule("Smart Campaign must have at least one trigger")
            case .hasNoFlowStep: .businessRule("Smart Campaign must have at least one flow step")
            case .invalidRules(let problems):
                .businessRule("Smart Campaign has invalid rules: \(Self.sentence(problems))")
            case .invalidFlow(let problems):
                .businessRule("Smart Campaign has invalid flow steps: \(Self.sentence(problems))")
            // Scheduling and requesting are calls of the lead API, which has words of its own.
            case .notTriggerCampaign, .requestedWhileInactive, .notRequestable, .notBatchCampaign,
                .notSchedulable, .runAtTooFar, .unknownLeads:
                .systemError
            }
    }

    /// What every call says that would take from an active campaign what activation asks for.
    init(edit error: CampaignError) {
        let told = APIError(activation: error)
        let isTaking = error == .hasNoTrigger || error == .hasNoFlowStep
        self = isTaking ? .businessRule(told.message + " while it is active; deactivate it first") : told
    }

    private static func sentence(_ problems: [Diagnostic]) -> String {
        problems.map(\.description).joined(separator: "; ")
    }
}
