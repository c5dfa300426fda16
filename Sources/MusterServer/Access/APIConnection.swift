import Foundation
import MusterModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Calls of one client to one server, with an access token that is asked for when it is needed.
///
/// Each call has a connection of its own. On one that is used again the library sends a call once more when the
/// server ends the connection without an answer, and the server might do twice what it was asked.
final class APIConnection: APICaller {
    private let address: ServerAddress
    private var base: String { address.url }
    private let credentials: Credentials
    private let token = TokenKeeper()

    init(_ address: ServerAddress, credentials: Credentials) {
        self.address = address
        self.credentials = credentials
    }

    var answerer: String { "the server at \(base)\(address.origin)" }

    func answer(
        _ method: String, _ path: String, query: [String: String], body: JSONValue?
    ) async throws -> JSONObject {
        let bearer = try await token.token { try await self.newToken() }
        return try await send(method, path, query: query, body: body, bearer: bearer)
    }

    private func newToken() async throws -> String {
        // In the body: addresses are written down by what lies between.
        let answer = try await send(
            "POST", "/identity/oauth/token", query: [:],
            body: [
                "grant_type": "client_credentials", "client_id": .string(credentials.clientID),
                "client_secret": .string(credentials.clientSecret),
            ], bearer: nil)
        guard let token = answer["access_token"]?.text else {
            let reason = answer["error_description"]?.text ?? answer["error"]?.text ?? "no access token in its answer"
            throw AccessError(
                "the server at \(base)\(address.origin) does not accept \(Credentials.idVariable) and \(Credentials.secretVariable): \(reason)"
            )
        }
        return token
    }

    private func send(
        _ method: String, _ path: String, query: [String: String], body: JSONValue?, bearer: String?
    ) async throws -> JSONObject {
        guard let url = URL(string: base + APITarget.text(path, query)) else {
            throw AccessError("'\(base + path)' is no URL")
        }
        var request = URLRequest(url: url)
        request.httpMethod = method
        if let bearer { request.setValue("Bearer \(bearer)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body.jsonText.utf8)
        }
        let (data, response) = try await answer(to: request, "\(method) \(path)")
        // Where it stops being JSON says less than that it is none.
        guard let json = try? JSONParser.parse(String(decoding: data, as: UTF8.self)), let object = json.object else {
            let status = (response as? HTTPURLResponse)?.statusCode ?? 0
            throw AccessError(
                "the answer of \(base)\(address.origin) to \(method) \(path) is not that of a Muster server (status \(status))"
            )
        }
        return object
    }

    private func answer(to request: URLRequest, _ call: String) async throws -> (Data, URLResponse) {
        let configuration = URLSessionConfiguration.ephemeral
        // Moving a clock answers when everything that fell due on the way is done.
        configuration.timeoutIntervalForRequest = 3_600
        let session = URLSession(configuration: configuration)
        defer { session.finishTasksAndInvalidate() }
        do { return try await session.data(for: request) } catch let error as URLError
            where [.networkConnectionLost, .badServerResponse].contains(error.code)
        {
            let doubt = request.httpMethod == "GET" ? "" : "; look at what it has done before you repeat it"
            throw AccessError("the server at \(base) ended the connection before it answered \(call)\(doubt)")
        } catch {
            throw AccessError(
                "no server answers at \(base)\(address.origin): \(error.localizedDescription); \(address.advice)"
            )
        }
    }
}

/// Keeps the token of a connection. One command is shorter than a token lives.
private actor TokenKeeper {
    private var current: String?

    func token(_ make: @Sendable () async throws -> String) async throws -> String {
        if let current { return current }
        let made = try await make()
        current = made
        return made
    }
}
