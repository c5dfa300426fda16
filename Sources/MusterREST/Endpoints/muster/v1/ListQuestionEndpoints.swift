import MusterAudience
import MusterModel
import MusterStore

/// How many people are in a smart list, and as of when.
struct CountSmartListEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartList/{id}/count.json")
    static let permission = PermissionRequirement.asksAboutPeople

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let list = SmartListID(request.id)
        let count = try await context.ask(request) { audience, asker in try await audience.count(of: list, for: asker) }
        return count.map(APIResult.count) ?? .noAssets
    }
}

/// How many people are in a static list, and as of when.
struct CountStaticListEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/staticList/{id}/count.json")
    static let permission = PermissionRequirement.asksAboutPeople

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let list = StaticListID(request.id)
        let count = try await context.ask(request) { audience, asker in try await audience.count(of: list, for: asker) }
        return count.map(APIResult.count) ?? .noAssets
    }
}

extension APIResult {
    fileprivate static func count(_ count: Audience.Count) -> APIResult {
        .json(["count": .integer(count.count), "asOf": .string(count.asOf.iso8601)])
    }
}

/// The people of a smart list by ascending id, in pages.
struct GetSmartListLeadsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartList/{id}/leads.json")
    static let permission = PermissionRequirement.asksAboutPeople

    private static let maximumBatch = 1000

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let list = SmartListID(request.id)
        let size = try request.batchSize(maximum: Self.maximumBatch)
        let filter = [list.description]
        let position = try request.position(.smartListLeads, filter: filter, context)
        let fields = try LeadFields(request, context.store.catalogs.leadFields)
        let after = position.map { LeadID($0.after) }
        let found = try await context.ask(request) { audience, asker in
            try await audience.leads(of: list, after: after, limit: size + 1, for: asker)
        }
        guard let people = found else { return .noAssets }
        // Between the two reads a lead may be deleted; it is then simply not among the records.
        let leads = try context.store.read { try $0.leads(Array(people.prefix(size)), fields: fields.fields) }
        var result = fields.result(leads)
        if people.count > size {
            result.nextPageToken = context.pagingTokens.token(
                for: PagePosition(kind: .smartListLeads, after: people[size - 1].rawValue), filter: filter)
        }
        return result
    }
}
