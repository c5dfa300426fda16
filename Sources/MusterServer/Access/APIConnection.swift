import Foundation
import MusterModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Calls of one client to one server, with an access token that is asked for when it is needed.
///
/// Each call has a connection of its own. On one that is used again the library sends a call once more when the
/// server ends the connection without an answer, and the server might do twice what it was asked.
final class APIConnection: Sendable {
    private let address: ServerAddress
    private var base: String { address.url }
    private let credentials: Credentials
    private let token = TokenKeeper()

    init(_ address: ServerAddress, credentials: Credentials) {
        self.address = address
        self.credentials = credentials
    }

    /// The first record of a call's result.
    func record(
        _ method: String, _ path: String, query: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONObject {
        let answer = try await call(method, path, query: query, body: body)
        guard let record = answer["result"]?.array?.first?.object else {
            throw AccessError("the server's answer to \(method) \(path) has no result")
        }
        return record
    }

    /// All records of a call's result; none when it has no result.
    func records(_ method: String, _ path: String) async throws -> [JSONObject] {
        (try await call(method, path)["result"]?.array ?? []).compactMap(\.object)
    }

    /// The whole answer of a call that succeeded.
    /// - Throws: `RuleError` for the errors of a refused definition (709), else `AccessError`.
    func call(
        _ method: String, _ path: String, query: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONObject {
        try accepted(try await answer(method, path, query: query, body: body), of: "\(method) \(path)")
    }

    /// The answer of a call that reads one thing; `nil` when there is none (702).
    func lookUp(_ path: String) async throws -> JSONObject? {
        let answer = try await answer("GET", path)
        if errors(in: answer).map(\.code) == ["702"] { return nil }
        return try accepted(answer, of: "GET \(path)")
    }

    private func answer(
        _ method: String, _ path: String, query: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONObject {
        let bearer = try await token.token { try await self.newToken() }
        return try await send(method, path, query: query, body: body, bearer: bearer)
    }

    private func errors(in answer: JSONObject) -> [(code: String, message: String)] {
        (answer["errors"]?.array ?? []).compactMap(\.object).map {
            (code: $0["code"]?.scalarText ?? "", message: $0["message"]?.text ?? "")
        }
    }

    private func accepted(_ answer: JSONObject, of call: String) throws -> JSONObject {
        if answer["success"]?.boolean == true { return answer }
        let errors = errors(in: answer)
        if !errors.isEmpty, errors.allSatisfy({ $0.code == "709" }) {
            throw RuleError(errors.map { Diagnostic("", $0.message) })
        }
        let sentence = errors.map { "\($0.message) (\($0.code))" }.joined(separator: "; ")
        throw AccessError("the server refused \(call): \(sentence.isEmpty ? "no reason given" : sentence)")
    }

    private func newToken() async throws -> String {
        let answer = try await send(
            "GET", "/identity/oauth/token",
            query: [
                "grant_type": "client_credentials", "client_id": credentials.clientID,
                "client_secret": credentials.clientSecret,
            ], body: nil, bearer: nil)
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
        var parts = URLComponents(string: base + path)
        if !query.isEmpty {
            parts?.queryItems = query.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
            // A plus would be read as a blank.
            let encoded = parts?.percentEncodedQuery
            parts?.percentEncodedQuery = encoded?.replacingOccurrences(of: "+", with: "%2B")
        }
        guard let url = parts?.url else { throw AccessError("'\(base + path)' is no URL") }
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
