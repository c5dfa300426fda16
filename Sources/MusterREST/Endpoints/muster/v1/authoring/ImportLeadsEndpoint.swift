import MusterAuthoring
import MusterModel
import MusterStore

/// Creates and updates leads from rows: what `muster import leads` sends, file by file in pieces.
struct ImportLeadsEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/import/leads.json")
    static let permission = PermissionRequirement.readWriteLead
    static let bodyLimit = APIFamily.uploadLimit

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let document = try ImportDocument(.object(try request.document()))
        let report = try await context.store.write { try LeadImport(document).run($0) }
        return .json(.object(report.json))
    }
}
