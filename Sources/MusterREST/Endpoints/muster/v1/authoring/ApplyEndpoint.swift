import MusterAuthoring
import MusterModel
import MusterStore

/// Makes the instance as a document describes it, all or nothing: what `muster apply` sends.
struct ApplyEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/apply.json")
    static let permission = PermissionRequirement.readWriteAssets
    static let bodyLimit = APIFamily.uploadLimit

    /// A document may also activate and schedule campaigns and define fields and activity types, so
    /// it asks for all that those calls ask for.
    private static let alsoNeeded: [PermissionRequirement] = [
        .activateCampaign, .deactivateCampaign, .executeCampaign, .readWriteActivityMetadata, .readWriteSchemaField,
    ]

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        guard Self.alsoNeeded.allSatisfy(context.caller.meets) else { throw APIError.accessDenied }
        let document = JSONValue.object(try request.document())
        let report = try await context.store.write { try Applier().apply(document, writer: $0) }
        return .json(.object(report.json))
    }
}
