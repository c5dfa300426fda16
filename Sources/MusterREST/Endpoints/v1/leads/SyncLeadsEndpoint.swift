import MusterModel
import MusterStore

/// `Sync Leads`: creates or updates up to 300 leads, each record for itself.
struct SyncLeadsEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads.json")
    static let permission = PermissionRequirement.readWriteLead

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        // Read only to refuse what is no boolean: the answer always comes after the write.
        _ = try request.boolean("asyncProcessing")
        let action = try Self.action(request)
        try Self.checkPartition(request, action)
        let input = try request.input()
        let lookupName = try request.text("lookupField")?.trimmingBlanks
        let found = try LeadSync.search(input, by: lookupName, action: action, context)
        let statuses = try await context.store.write { writer in
            let catalog = writer.catalogs.leadFields
            let lookup = try LeadSync.lookupField(lookupName, catalog)
            if lookup == .leadID, action == .createOnly || action == .createDuplicate {
                throw APIError.fieldNotAllowed("id", action: action.rawValue)
            }
            let records = try LeadSync.records(input, catalog)
            var sync = try LeadSync(
                action: action, lookup: lookup, records: records, found: found, writer: writer)
            return try records.map { try sync.apply($0) }
        }
        return .records(statuses)
    }

    private static func action(_ request: APIRequest) throws -> LeadSync.Action {
        guard let text = try request.text("action") else { return .createOrUpdate }
        let wanted = text.trimmingBlanks.lowercased()
        guard let action = LeadSync.Action.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
            throw APIError.invalidChoice("action", text)
        }
        return action
    }

    private static func checkPartition(_ request: APIRequest, _ action: LeadSync.Action) throws {
        if try request.text("partitionName") != nil, action == .updateOnly || action == .createDuplicate {
            throw APIError.fieldNotAllowed("partitionName", action: action.rawValue)
        }
        try request.checkPartition()
    }
}
