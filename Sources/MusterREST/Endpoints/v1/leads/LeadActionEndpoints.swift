import MusterModel
import MusterStore

/// `Delete Leads`, as DELETE and as POST.
struct DeleteLeadsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/delete.json")
    static let otherRoutes = [Route(.delete, "/rest/v1/leads.json")]
    static let permission = PermissionRequirement.readWriteLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let leads = try request.leadIDs()
        let statuses = try await context.write { writer in
            // An id given twice is there only the first time.
            var deleted = try writer.deleteLeads(leads, origin: .api)
            return leads.map { lead -> RecordStatus in
                guard deleted.remove(lead) != nil else { return .skipped(lead.rawValue, .leadNotFound) }
                return RecordStatus(id: lead.rawValue, status: "deleted")
            }
        }
        return .records(statuses)
    }
}

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
        try await context.write { writer in
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

/// `Associate Lead`: makes a visitor's cookie the lead's. There is no `result`.
struct AssociateLeadEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/{id}/associate.json")
    static let permission = PermissionRequirement.readWriteLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let given = try request.requiredText("cookie")
        guard let cookie = MunchkinCookie(given) else { throw APIError.invalidCookie(given) }
        let lead = LeadID(request.id)
        try await context.write { writer in
            guard try !writer.reader.existing([lead]).isEmpty else { throw APIError.leadNotFound(lead.rawValue) }
            try writer.associate(cookie: cookie.text, with: lead)
        }
        return .none
    }
}

/// `Get Lead Partitions`: the one partition.
struct GetLeadPartitionsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/partitions.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .record(PartitionRecord())
    }

    private struct PartitionRecord: WireRecord {
        func write(_ writer: inout JSONWriter) {
            writer.object {
                $0.member("id", Workspace.partitionID)
                $0.member("name", Workspace.partitionName)
                $0.member("description", Workspace.partitionDescription)
            }
        }
    }
}

/// `Update Lead Partition`: each record for itself.
///
/// Every lead is in the one partition, so that moving it there is done at once and logs nothing.
struct UpdateLeadPartitionEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/partitions.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let input = try request.input()
        var moves: [(lead: LeadID, partition: String?)] = []
        for object in input {
            let partition = object.given("partitionName")
            guard partition == nil || partition?.scalarText != nil else {
                throw APIError.invalidType(partition?.jsonText ?? "", "String")
            }
            moves.append((try APIRequest.leadID(.object(object)), partition?.scalarText?.trimmingBlanks))
        }
        let existing = try context.store.read { try $0.existing(moves.map(\.lead)) }
        return .records(moves.map { Self.status(of: $0.lead, to: $0.partition, exists: existing.contains($0.lead)) })
    }

    private static func status(of lead: LeadID, to partition: String?, exists: Bool) -> RecordStatus {
        guard exists else { return .skipped(lead.rawValue, .leadNotFound) }
        guard let partition, !partition.isEmpty else { return .skipped(lead.rawValue, .partitionNotSpecified) }
        guard Workspace.isPartition(partition) else { return .skipped(lead.rawValue, .unknownPartition(partition)) }
        return RecordStatus(id: lead.rawValue, status: "updated")
    }
}

/// The one workspace of an instance without workspaces, and its one lead partition.
enum Workspace {
    static let id = 1
    static let name = "Default"
    static let partitionID = 1
    static let partitionName = "Default"
    /// - Source: Adobe, "Leads" (Get Lead Partitions).
    static let partitionDescription = "Initial system lead partition"

    /// In any case, blanks around it ignored: our choice.
    static func isPartition(_ name: String) -> Bool {
        name.trimmingBlanks.caseFolded == partitionName.caseFolded
    }
}
