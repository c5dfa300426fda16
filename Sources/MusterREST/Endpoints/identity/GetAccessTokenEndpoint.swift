import Foundation
import Hummingbird
import Logging
import MusterModel
import MusterStore

/// `Identity`: an access token for a client id and secret.
///
/// Parameters come from the query, a form, JSON, or HTTP Basic. Failures are OAuth objects with
/// 401 or 400, never the envelope. Who tries secrets is answered slowly (`SecretThrottle`).
struct GetAccessTokenEndpoint: Endpoint {
    static let route = Route(.get, "/identity/oauth/token")
    static let otherRoutes = [Route(.post, "/identity/oauth/token")]
    static let permission = PermissionRequirement.open

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let basic = request.authorization.flatMap(BasicCredentials.init)
        guard let grantType = try request.text("grant_type") else { return Self.missing("grant_type") }
        guard grantType == "client_credentials" else {
            return Self.failure(.badRequest, "unsupported_grant_type", "Unsupported grant type")
        }
        guard let clientID = try request.text("client_id") ?? basic?.clientID else { return Self.missing("client_id") }
        guard let secret = try request.text("client_secret") ?? basic?.secret else {
            return Self.missing("client_secret")
        }

        let found = try context.store.read { reader in
            (try reader.apiClient(id: clientID), try reader.secretHash(ofClient: clientID))
        }
        guard case (let client?, let hash?) = found else {
            try await Self.slowDown(context, client: nil)
            return Self.failure(.unauthorized, "unauthorized", "No client with requested id: \(clientID)")
        }
        guard SecretHash.matches(secret, hash: hash) else {
            try await Self.slowDown(context, client: clientID)
            return Self.failure(.unauthorized, "invalid_client", "Bad client credentials")
        }
        try await Self.wait(context.services.throttle.right(from: context.client.address), context)
        let issued = try await context.services.tokens.issue(to: client, secretHash: hash, now: context.now)
        guard let token = issued else { return Self.failure(.unauthorized, "invalid_client", "Bad client credentials") }
        var writer = JSONWriter()
        writer.object {
            $0.member("access_token", token.text)
            $0.member("token_type", "bearer")
            $0.member("expires_in", token.secondsLeft(at: context.now))
            $0.member("scope", client.scope)
        }
        return APIResult(content: .bare(writer.bytes, .ok))
    }

    /// Before a wrong secret is answered.
    private static func slowDown(_ context: APIContext, client: String?) async throws {
        let address = context.client.address
        let verdict = context.services.throttle.wrong(from: address, for: client)
        if verdict.isTheLastFree {
            context.services.logger.warning(
                "wrong secrets are answered slowly",
                metadata: [
                    "address": "\(address?.description ?? "-")", "client": "\(client ?? "-")",
                    "requestId": "\(context.requestID)",
                ])
        }
        try await wait(verdict.pause, context)
    }

    /// Waits as long as the client does.
    private static func wait(_ pause: Duration, _ context: APIContext) async throws {
        guard pause > .zero else { return }
        let seconds = pause.components.seconds + (pause.components.attoseconds > 0 ? 1 : 0)
        let services = context.services
        do {
            try await context.client.whileConnected(until: services.ending) { try await services.patience(seconds) }
        } catch is CancellationError where services.ending.hasCome {
            // The server waits for nobody when it stops; the answer is the same.
        }
    }

    private static func missing(_ parameter: String) -> APIResult {
        failure(.badRequest, "invalid_request", "Missing \(parameter)")
    }

    private static func failure(_ status: HTTPResponse.Status, _ error: String, _ description: String) -> APIResult {
        var writer = JSONWriter()
        writer.object {
            $0.member("error", error)
            $0.member("error_description", description)
        }
        return APIResult(content: .bare(writer.bytes, status))
    }
}

/// Client id and secret of an `Authorization: Basic` header.
struct BasicCredentials {
    let clientID: String
    let secret: String

    init?(header: String) {
        let text = header.trimmingBlanks
        guard text.prefix(6).lowercased() == "basic ",
            let data = Data(base64Encoded: text.dropFirst(6).trimmingBlanks),
            let pair = String(validating: data, as: UTF8.self), let colon = pair.firstIndex(of: ":")
        else { return nil }
        clientID = String(pair[..<colon])
        secret = String(pair[pair.index(after: colon)...])
    }
}
