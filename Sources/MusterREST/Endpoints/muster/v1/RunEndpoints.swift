import MusterEngine
import MusterModel
import MusterStore

/// The runs of a smart campaign, newest first.
struct GetRunsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/runs.json")
    static let permission = PermissionRequirement.readOnlyCampaign

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.store.read { reader in
            let id = SmartCampaignID(request.id)
            guard try reader.smartCampaign(id) != nil else { return .noAssets }
            return .runs(try reader.runReports(of: id), context)
        }
    }
}

/// Who is in a run, and who failed at a step of it, was skipped, removed or kept out, in pages: those of one
/// outcome, or all of them.
struct GetRunPeopleEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/run/{runId}/people.json")
    static let permission = PermissionRequirement.readOnlyCampaign.and(.aboutPeople)

    private static let maximumBatch = 1000

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let outcome = try Self.outcome(request)
        let size = try request.batchSize(maximum: Self.maximumBatch)
        let filter = [String(request.runID.rawValue), outcome?.rawValue ?? ""]
        let position = try request.position(.runPeople, filter: filter, context)
        return try context.store.read { reader in
            let campaign = try reader.required(SmartCampaignID(request.id))
            guard let record = try reader.run(request.runID, of: campaign.id) else { throw APIError.runNotFound }
            let after = position?.after ?? 0
            let page =
                if let outcome {
                    try context.engine.people(of: record, outcome, after: after, limit: size, reader: reader)
                } else { try context.engine.everybody(of: record, after: after, limit: size, reader: reader) }
            var result = APIResult.records(page.people) { $0.value(.object($1.json)) }
            result.nextPageToken = page.next.map {
                context.pagingTokens.token(for: PagePosition(kind: .runPeople, after: $0), filter: filter)
            }
            return result
        }
    }

    /// `nil` for all of them.
    private static func outcome(_ request: APIRequest) throws(APIError) -> RunOutcome? {
        guard let text = try request.text("outcome")?.trimmingBlanks, !text.isEmpty else { return nil }
        guard let outcome = RunOutcome(rawValue: text) else {
            if text == "completed" {
                throw .businessRule("Who completed a run is counted and not kept one by one")
            }
            throw .invalidChoice("outcome", text, of: RunOutcome.allCases.map(\.rawValue))
        }
        return outcome
    }
}

/// Takes back a run that has not started.
struct CancelRunEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/smartCampaign/{id}/run/{runId}/cancel.json")
    static let permission = PermissionRequirement.executeCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        try await request.endRun(context) { try await $0.cancelRun($1, of: $2) }
    }
}

/// Stops a run that has started, and takes out everybody who is in it.
struct AbortRunEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/smartCampaign/{id}/run/{runId}/abort.json")
    static let permission = PermissionRequirement.executeCampaign

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        try await request.endRun(context) { try await $0.abortRun($1, of: $2) }
    }
}

extension APIRequest {
    fileprivate var runID: CampaignRunID { CampaignRunID(id("runId")) }

    /// Answers the run as it is then.
    fileprivate func endRun(
        _ context: APIContext, _ end: (CampaignCommands, CampaignRunID, SmartCampaignID) async throws -> Void
    ) async throws -> APIResult {
        let campaign = SmartCampaignID(id)
        guard try context.store.read({ try $0.smartCampaign(campaign) }) != nil else {
            throw APIError.assetNotFound(AssetSort.smartCampaign.title)
        }
        do {
            try await end(context.engine.commands, runID, campaign)
        } catch let error as RunError {
            if case .notFound = error { throw APIError.runNotFound }
            throw APIError.businessRule(error.description)
        }
        return .runs(try context.store.read { try $0.runReport(runID, of: campaign) }.map { [$0] } ?? [], context)
    }
}

extension APIError {
    /// None, or one of another campaign.
    fileprivate static let runNotFound = assetNotFound("Run")
}

extension APIResult {
    /// Who was cut from a run is for those only who may read leads.
    fileprivate static func runs(_ reports: [RunReport], _ context: APIContext) -> APIResult {
        let namesPeople = context.caller.meets(.readOnlyLead)
        return .records(reports) { $0.value(.object($1.json(namesPeople: namesPeople))) }
    }
}
