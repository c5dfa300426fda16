import MusterModel
import MusterStore

/// Removes an API user with its services; their tokens are unknown from the next call on.
struct DeleteAPIUserEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}/delete.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        try await context.store.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            try UserAdministration(writer).removeUser(user.id)
        }
        return .id(id)
    }
}
