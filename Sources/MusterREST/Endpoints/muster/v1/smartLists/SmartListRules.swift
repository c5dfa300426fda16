import MusterAudience
import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

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
        let saved = try await context.store.write { writer in
            guard let list = try find(writer.reader) else { throw APIError.assetNotFound(title) }
            let rules = try writer.reader.ruleDocument.read(.object(json), allowsTriggers: list.campaignID != nil)
            let saved = try CampaignAuthoring(writer).setRules(rules, of: list.id)
            return try writer.reader.ruleDocument.json(saved)
        }
        return .json(.object(saved))
    }
}
