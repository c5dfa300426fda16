import MusterAudience
import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

/// The rules of a smart list, in Adobe's shape or the short grammar.
struct GetSmartListRulesEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartList/{id}/rules.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try SmartListRules.get(request, context) { try $0.smartList(SmartListID(request.id)) }
    }
}

/// Replaces the rules of a smart list, all or nothing.
struct ReplaceSmartListRulesEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartList/{id}/rules.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartListID(request.id)
        return try await SmartListRules.replace(request, context, title: AssetSort.smartList.title) {
            try $0.smartList(id)
        }
    }
}

/// The triggers and filters of a smart campaign, in Adobe's shape or the short grammar.
struct GetSmartCampaignRulesEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/smartCampaign/{id}/rules.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try SmartListRules.get(request, context) { try $0.smartList(of: SmartCampaignID(request.id)) }
    }
}

/// Replaces the triggers and filters of a smart campaign, all or nothing, also while it is active.
struct ReplaceSmartCampaignRulesEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/smartCampaign/{id}/rules.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        return try await SmartListRules.replace(request, context, title: AssetSort.smartCampaign.title) {
            try $0.smartList(of: id)
        }
    }
}

/// Reads and replaces the rules of a smart list, its own or a campaign's.
enum SmartListRules {
    static func get(
        _ request: APIRequest, _ context: APIContext, _ find: (StoreReader) throws -> SmartList?
    ) throws -> APIResult {
        let format = try request.documentFormat()
        return try context.store.read { reader in
            guard let list = try find(reader) else { return .noAssets }
            let document = reader.ruleDocument
            switch format {
            case .full: return .json(.object(try document.json(list.rules)))
            case .short: return .json(.object(try document.shortJSON(list.rules)))
            }
        }
    }

    /// - Parameter title: of what is missing when `find` finds nothing.
    static func replace(
        _ request: APIRequest, _ context: APIContext, title: String,
        _ find: @escaping @Sendable (StoreReader) throws -> SmartList?
    ) async throws -> APIResult {
        let json = try request.document()
        let saved = try await context.write { writer in
            guard let list = try find(writer.reader) else { throw APIError.assetNotFound(title) }
            let rules = try writer.reader.ruleDocument.read(.object(json), allowsTriggers: list.campaignID != nil)
            let saved = try CampaignAuthoring(writer).setRules(rules, of: list.id)
            return try writer.reader.ruleDocument.json(saved)
        }
        return .json(.object(saved))
    }
}
