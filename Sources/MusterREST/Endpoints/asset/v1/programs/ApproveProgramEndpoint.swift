import MusterAuthoring
import MusterModel
import MusterStore

/// *Approve Program*: an e-mail program that is complete; it is `locked` then.
struct ApproveProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/approve.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        try await context.store.write { writer in
            guard let reason = try ProgramApproval(writer).approve(writer.reader.required(id)) else { return }
            throw APIError.businessRule("Cannot approve program. \(reason)")
        }
        return .id(id.rawValue)
    }
}
