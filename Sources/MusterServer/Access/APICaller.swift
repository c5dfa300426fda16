import Foundation
import Logging
public import MusterModel
import MusterREST

/// Makes calls of the API, to a server or in this process.
public protocol APICaller: Sendable {
    /// Whom errors name, such as `the server`.
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
        throw AccessError("\(answerer) refused \(call): \(sentence.isEmpty ? "no reason given" : sentence)")
    }

    /// An asset by name, `Program.Name` or id.
    func find(_ kind: AssetPath, _ name: String) async throws -> NamedAsset? {
        let path = "/rest/asset/v1/\(kind.rawValue)"
        let byName = try await call("GET", "\(path)/byName.json", query: ["name": name])
        var found = byName["result"]?.array?.first?.object
        if found == nil, kind.isInPrograms { found = try await findInProgram(kind, name) }
        if found == nil, let id = Int64(name), id > 0 {
            let answer = try await answer("GET", "\(path)/\(id).json", query: [:], body: nil)
            let isMissing = errors(in: answer).map(\.code) == ["702"]
            let byID = isMissing ? nil : try accepted(answer, of: "GET \(path)/\(id).json")
            found = byID?["result"]?.array?.first?.object
        }
        guard let id = found?["id"]?.integer else { return nil }
        return NamedAsset(id: id, name: found?["name"]?.text ?? name)
    }

    /// `Program.List`, read at each dot, because both names may contain some.
    private func findInProgram(_ kind: AssetPath, _ name: String) async throws -> JSONObject? {
        for dot in name.indices where name[dot] == "." {
            let (program, asset) = (String(name[..<dot]), String(name[name.index(after: dot)...]))
            let answer = try await call("GET", "/rest/asset/v1/program/byName.json", query: ["name": program])
            guard let id = answer["result"]?.array?.first?.object?["id"]?.integer else { continue }
            let folder: JSONValue = ["id": .integer(id), "type": "Program"]
            let inside = try await call(
                "GET", "/rest/asset/v1/\(kind.rawValue)s.json",
                query: ["folder": folder.jsonText, "maxReturn": "200"])
            let assets = (inside["result"]?.array ?? []).compactMap(\.object)
            if let found = assets.first(where: { $0["name"]?.text == asset }) { return found }
        }
        return nil
    }

    /// A list by name, `Program.Name` or id; `nil` when there is none.
    public func list(_ kind: AssetPath, _ name: String) async throws -> NamedAsset? { try await find(kind, name) }

    /// An asset by name, `Program.Name` or id.
    public func asset(_ kind: AssetPath, _ name: String) async throws -> NamedAsset {
        if let found = try await find(kind, name) { return found }
        throw AccessError(
            "there is no \(kind.title) '\(name)'; \(kind.isInPrograms ? AccessError.howToName : "give its name or id")")
    }
}

/// The assets that commands name, as the paths of the API spell them.
public enum AssetPath: String, Sendable {
    case smartList, staticList, smartCampaign, program, folder

    var title: String {
        switch self {
        case .smartList: "smart list"
        case .staticList: "static list"
        case .smartCampaign: "smart campaign"
        case .program: "program"
        case .folder: "folder"
        }
    }

    var isInPrograms: Bool { self != .program && self != .folder }
}

public struct NamedAsset: Sendable, Hashable {
    public let id: Int64
    public let name: String
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
