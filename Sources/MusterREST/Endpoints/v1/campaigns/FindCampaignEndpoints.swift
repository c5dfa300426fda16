import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// `Get Campaign by Id` of the lead API.
struct GetCampaignByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/campaigns/{id}.json")
    static let permission = PermissionRequirement.readOnlyCampaign

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let moment = context.store.moment
        let found = try context.store.read { reader in
            try context.engine.library.definition(SmartCampaignID(request.id), reader: reader, at: moment)
        }
        guard let definition = found, !definition.campaign.isSystem else { throw APIError.campaignNotFound }
        return .record(CampaignRecord(definition: definition))
    }
}

/// `Get Campaigns` of the lead API: by id, name, program, workspace, or only those that
/// a client may request, in pages.
struct GetCampaignsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/campaigns.json")
    static let permission = PermissionRequirement.readOnlyCampaign

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let ids = try request.integers("id")
        let names = try request.list("name")
        let programs = try request.list("programName")
        let workspaces = try request.list("workspaceName")
        let onlyTriggerable = try request.boolean("isTriggerable") ?? false
        let size = try request.batchSize()
        let filter = [
            ids.map(String.init).joined(separator: ","), names.joined(separator: ","),
            programs.joined(separator: ","), workspaces.joined(separator: ","), String(onlyTriggerable),
        ]
        let position = try request.position(.campaigns, filter: filter, context)
        guard workspaces.isEmpty || workspaces.contains(Workspace.name) else { return .empty }

        let query = AssetQuery(
            isActive: onlyTriggerable, ids: ids.isEmpty ? nil : ids, names: names.isEmpty ? nil : names,
            programNames: programs.isEmpty ? nil : programs, after: position?.after)
        let found = try campaigns(query, count: size + 1, onlyTriggerable: onlyTriggerable, context)
        var result = APIResult.records(found.prefix(size).map(CampaignRecord.init))
        if found.count > size {
            let last = found[size - 1].campaign.id.rawValue
            result.nextPageToken = context.pagingTokens.token(
                for: PagePosition(kind: .campaigns, after: last), filter: filter)
        }
        return result
    }

    /// What makes a campaign triggerable is in its rules, so that pages of candidates are read
    /// until enough fit.
    private func campaigns(
        _ query: AssetQuery, count: Int, onlyTriggerable: Bool, _ context: APIContext
    ) throws -> [CampaignDefinition] {
        let moment = context.store.moment
        return try context.store.read { reader in
            var query = query
            query.limit = count
            var found: [CampaignDefinition] = []
            while found.count < count {
                let candidates = try reader.smartCampaigns(query)
                for candidate in candidates where !candidate.isSystem {
                    guard
                        let definition = try context.engine.library.definition(
                            candidate.id, reader: reader, at: moment),
                        !onlyTriggerable || definition.isRequestable(from: RequestSource.webService)
                    else { continue }
                    found.append(definition)
                }
                guard candidates.count == query.limit, let last = candidates.last else { break }
                query.after = last.id.rawValue
            }
            return Array(found.prefix(count))
        }
    }
}

/// A smart campaign as the lead API answers it.
struct CampaignRecord: WireRecord {
    let definition: CampaignDefinition

    func write(_ writer: inout JSONWriter) {
        let campaign = definition.campaign
        writer.object { writer in
            writer.member("id", campaign.id)
            writer.member("name", campaign.name)
            if !campaign.description.isEmpty { writer.member("description", campaign.description) }
            writer.member("type", definition.isTrigger ? "trigger" : "batch")
            writer.member("programName", ifPresent: definition.facts.programName)
            if let program = definition.facts.programID { writer.member("programId", program) }
            writer.member("workspaceName", Workspace.name)
            writer.member("createdAt", campaign.createdAt.iso8601)
            writer.member("updatedAt", campaign.updatedAt.iso8601)
            writer.member("active", campaign.isActive)
        }
    }
}
