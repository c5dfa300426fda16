import Foundation
import MusterModel
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What a call was answered.
struct ChaosAnswer: Sendable {
    let status: Int
    let json: JSONObject
    let codes: [String]

    var succeeded: Bool { json["success"]?.boolean == true }
    var records: [JSONObject] { (json["result"]?.array ?? []).compactMap(\.object) }
    var id: Int64? { records.first?["id"]?.integer }
    /// Ids of the records that were done and not skipped.
    func ids(status wanted: String) -> [Int64] {
        records.filter { $0["status"]?.text == wanted }.compactMap { $0["id"]?.integer }
    }
}

/// The server went away during a call, as it was meant to: done or not, nobody knows.
struct CutOff: Error {}

/// One client of the server under test. Anything that no client may ever be answered becomes a
/// finding here.
final class ChaosClient: Sendable {
    let name: String
    private let server: ChaosServer
    private let journal: ChaosJournal
    private let session: URLSession
    private let token = Mutex<String?>(nil)

    init(_ name: String, _ server: ChaosServer, _ journal: ChaosJournal) {
        self.name = name
        self.server = server
        self.journal = journal
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 2 * ChaosLimits.patience
        session = URLSession(configuration: configuration)
    }

    func get(_ path: String, _ query: KeyValuePairs<String, String> = [:]) async throws -> ChaosAnswer {
        try await call("GET", Self.target(path, query), nil)
    }

    func post(_ path: String, _ json: JSONValue) async throws -> ChaosAnswer {
        try await call("POST", path, ("application/json", json.jsonText))
    }

    func put(_ path: String, _ json: JSONValue) async throws -> ChaosAnswer {
        try await call("PUT", path, ("application/json", json.jsonText))
    }

    func form(_ path: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> ChaosAnswer {
        try await call("POST", path, ("application/x-www-form-urlencoded", Self.encoded(fields)))
    }

    private func call(_ method: String, _ target: String, _ body: (type: String, text: String)?) async throws
        -> ChaosAnswer
    {
        while true {
            let (process, generation) = try await server.current()
            let known = token.withLock { $0 }
            let bearer = if let known { known } else { try await newToken(process, generation) }
            let answer = try await send(process, generation, method, target, body, bearer: bearer)
            // By the simulated clock a token lives an hour.
            guard answer.codes == ["602"] || answer.codes == ["601"] else {
                judge(answer, "\(method) \(target)")
                return answer
            }
            token.withLock { $0 = nil }
        }
    }

    private func newToken(_ process: ServerProcess, _ generation: Int) async throws -> String {
        let target = Self.target(
            "/identity/oauth/token",
            [
                "grant_type": "client_credentials", "client_id": ServerProcess.clientID,
                "client_secret": ServerProcess.clientSecret,
            ])
        let answer = try await send(process, generation, "GET", target, nil, bearer: nil)
        guard let text = answer.json["access_token"]?.text else {
            journal.found("token", "no access token: \(answer.json)")
            throw CutOff()
        }
        token.withLock { $0 = text }
        return text
    }

    private func send(
        _ process: ServerProcess, _ generation: Int, _ method: String, _ target: String,
        _ body: (type: String, text: String)?, bearer: String?
    ) async throws -> ChaosAnswer {
        guard let url = URL(string: process.base + target) else { preconditionFailure("'\(target)' is no URL") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        if let bearer { request.setValue("Bearer \(bearer)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.setValue(body.type, forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body.text.utf8)
        }
        let asked = ContinuousClock.now
        let sent = "\(name) \(method) \(target) \(body?.text.prefix(600) ?? "")"
        let (data, response): (Data, URLResponse)
        do {
            (data, response) = try await session.data(for: request)
        } catch {
            let isMeant = await server.generation != generation
            journal.note("\(sent) -> \(isMeant ? "cut off" : error.localizedDescription)")
            if !isMeant {
                let ended =
                    process.hasEnded ? "the server has ended by itself" : "no answer: \(error.localizedDescription)"
                journal.found("connection", "\(method) \(target): \(ended)", signature: ended)
            }
            throw CutOff()
        }
        let text = String(decoding: data, as: UTF8.self)
        if bearer != nil {
            let seconds = (ContinuousClock.now - asked).inSeconds
            journal.note("\(sent) -> \(String(format: "%.3f", seconds)) s \(text.prefix(300))")
        }
        let json = (try? JSONParser.parse(text))?.object ?? [:]
        return ChaosAnswer(
            status: (response as? HTTPURLResponse)?.statusCode ?? 0, json: json,
            codes: (json["errors"]?.array ?? []).compactMap { $0.object?["code"]?.scalarText })
    }

    private func judge(_ answer: ChaosAnswer, _ call: String) {
        for code in answer.codes { journal.count(code: code) }
        if answer.status >= 500 || answer.json.isEmpty {
            journal.found("answer", "\(call): status \(answer.status)", signature: "status \(answer.status)")
        }
        if answer.codes.contains("611") {
            let route = call.split(separator: "?")[0].filter { !$0.isNumber }
            journal.found("answer", "\(call): 611", signature: "611 for \(route)")
        }
    }

    private static func target(_ path: String, _ query: KeyValuePairs<String, String>) -> String {
        query.isEmpty ? path : path + "?" + encoded(query)
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func encoded(_ fields: KeyValuePairs<String, String>) -> String {
        fields.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")" }
            .joined(separator: "&")
    }
}
