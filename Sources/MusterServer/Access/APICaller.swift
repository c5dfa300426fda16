import Foundation
import Logging
public import MusterModel
import MusterREST

/// Makes calls of the API, to a server or in this process.
public protocol APICaller: Sendable {
    /// Whom errors name, such as `the server at http://127.0.0.1:8080`.
    var answerer: String { get }
    /// The whole answer of a call, also of one that was refused.
    func answer(
        _ method: String, _ path: String, query: [String: String], body: JSONValue?
    ) async throws -> JSONObject
}

extension APICaller {
    /// The whole answer of a call that succeeded.
    /// - Throws: `RuleError` for the errors of a refused definition (709), else `AccessError`.
    @discardableResult
    public func call(
        _ method: String, _ path: String, query: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONObject {
        try accepted(try await answer(method, path, query: query, body: body), of: "\(method) \(path)")
    }

    /// The first record of a call's result.
    public func record(
        _ method: String, _ path: String, query: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> JSONObject {
        let answer = try await call(method, path, query: query, body: body)
        guard let record = answer["result"]?.array?.first?.object else {
            throw AccessError("the answer of \(answerer) to \(method) \(path) has no result")
        }
        return record
    }

    /// All records of a call's result; none when it has no result.
    public func records(_ method: String, _ path: String) async throws -> [JSONObject] {
        (try await call(method, path)["result"]?.array ?? []).compactMap(\.object)
    }

    /// Some records and where the next ones begin; `nil` for the first ones, and at the end.
    public func page(
        _ path: String, query: [String: String], from page: String?
    ) async throws -> (records: [JSONObject], next: String?) {
        var query = query
        query["nextPageToken"] = page
        let answer = try await call("GET", path, query: query)
        return ((answer["result"]?.array ?? []).compactMap(\.object), answer["nextPageToken"]?.text)
    }

    /// What is wrong with a call; nothing when it succeeded.
    func errors(in answer: JSONObject) -> [(code: String, message: String)] {
        (answer["errors"]?.array ?? []).compactMap(\.object).map {
            (code: $0["code"]?.scalarText ?? "", message: $0["message"]?.text ?? "")
        }
    }

    func accepted(_ answer: JSONObject, of call: String) throws -> JSONObject {
        if answer["success"]?.boolean == true { return answer }
        let errors = errors(in: answer)
        if !errors.isEmpty, errors.allSatisfy({ $0.code == "709" }) {
            throw RuleError(errors.map { Diagnostic("", $0.message) })
        }
        let sentence = errors.map { "\($0.message) (\($0.code))" }.joined(separator: "; ")
        let needs = errors.contains { $0.code == "603" } ? "; docs/permissions.md says what it needs" : ""
        throw AccessError("\(answerer) refused \(call): \(sentence.isEmpty ? "no reason given" : sentence)\(needs)")
    }
}

/// Path and query of a call as a URL has them.
enum APITarget {
    static func text(_ path: String, _ query: [String: String]) -> String {
        guard !query.isEmpty else { return path }
        var parts = URLComponents()
        parts.queryItems = query.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
        // A plus would be read as a blank.
        return path + "?" + (parts.percentEncodedQuery ?? "").replacingOccurrences(of: "+", with: "%2B")
    }
}

/// Calls the API of an instance that this process has open.
struct LocalCaller: APICaller {
    let answerer = "the instance"
    private let api: LocalAPI

    init(_ instance: Instance) {
        api = LocalAPI(
            engine: instance.engine, clock: instance.clockCommands, logger: .standardError("muster", level: .warning),
            random: SystemRandom.bytes, patience: SystemClock.patience)
    }

    func answer(
        _ method: String, _ path: String, query: [String: String], body: JSONValue?
    ) async throws -> JSONObject {
        try await api.answer(method, APITarget.text(path, query), body: body)
    }
}
