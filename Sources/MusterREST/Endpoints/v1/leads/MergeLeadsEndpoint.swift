import MusterModel
import MusterStore

/// `Merge Leads`: the lead of the path remains, up to 25 others become part of it. There is no
/// `result`; an id given twice counts once.
struct MergeLeadsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/{id}/merge.json")
    static let permission = PermissionRequirement.readWriteLead

    private static let maximumLosers = 25

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        // There is no CRM to merge in; read only to refuse what is no boolean.
        _ = try request.boolean("mergeInCRM")
        let winner = LeadID(request.id)
        let losers = try Self.losers(request)
        guard !losers.contains(winner) else { throw APIError.mergedIntoItself(winner.rawValue) }
        try await context.store.write { writer in
            let wanted = [winner] + losers
            let existing = try writer.reader.existing(wanted)
            if let missing = wanted.first(where: { !existing.contains($0) }) {
                throw APIError.leadNotFound(missing.rawValue)
            }
            try writer.mergeLeads(losers, into: winner, origin: .merge)
        }
        return .none
    }

    private static func losers(_ request: APIRequest) throws -> [LeadID] {
        var seen: Set<LeadID> = []
        let losers = try (request.integers("leadId") + request.integers("leadIds")).map { LeadID($0) }
            .filter { seen.insert($0).inserted }
        guard !losers.isEmpty else { throw APIError.missing("leadId", in: request.family) }
        guard losers.count <= maximumLosers else { throw APIError.tooManyLeadsToMerge(limit: maximumLosers) }
        return losers
    }
}
