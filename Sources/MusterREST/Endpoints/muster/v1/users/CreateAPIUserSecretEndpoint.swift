import MusterModel
import MusterStore

/// Gives a service of an API user a new secret. The old one ends at once, with its tokens.
struct CreateAPIUserSecretEndpoint: Endpoint {
    static let route = Route(.post, "/muster/v1/user/{id}/secret.json")
    static let permission = PermissionRequirement.userManagement

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = request.id
        let wanted = try request.text("clientId")
        let new = NewCredentials(context.services.random)
        let clientID = try await context.store.write { writer in
            let user = try writer.reader.requiredAPIUser(id)
            return try UserAdministration(writer).setSecret(of: user, clientID: wanted, secretHash: new.secretHash)
        }
        return .record(CredentialsRecord(user: APIUserID(id), clientID: clientID, secret: new.secret))
    }
}
