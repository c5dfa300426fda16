import MusterAuthoring
import MusterModel
import MusterStore

/// Appends activities from rows: what `muster import activities` sends.
struct ImportActivitiesEndpoint: DocumentEndpoint {
    static let route = Route(.post, "/muster/v1/import/activities.json")
    static let permission = PermissionRequirement.readWriteActivity
    static let bodyLimit = APIFamily.uploadLimit

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let document = try ImportDocument(.object(try request.document()))
        let report = try await context.store.write { try ActivityImport(document).run($0) }
        return .json(.object(report.json))
    }
}
