import MusterEngine
import MusterModel
import MusterStore

/// Makes the instance as a document describes it, all or nothing: what `muster apply` sends.
struct ApplyEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/apply.json")
    static let permission = PermissionRequirement.readWriteAssets
    static let bodyLimit = APIFamily.uploadLimit

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let document = JSONValue.object(try request.document())
        let report = try await context.store.write { try Applier().apply(document, writer: $0) }
        return .json(.object(report.json))
    }
}
