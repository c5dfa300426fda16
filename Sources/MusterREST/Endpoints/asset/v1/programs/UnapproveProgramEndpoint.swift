import MusterAuthoring
import MusterModel
import MusterStore

/// *Unapprove Program*: an approved e-mail program, which is `unlocked` then.
struct UnapproveProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/unapprove.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        try await context.store.write { writer in
            guard let reason = try ProgramApproval(writer).unapprove(writer.reader.required(id)) else { return }
            throw APIError.businessRule("Cannot unapprove program. \(reason)")
        }
        return .id(id.rawValue)
    }
}
