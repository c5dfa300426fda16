public import MusterAuthoring
public import MusterEngine
public import MusterModel

/// What the command line asks of an instance, whether it opens the database itself or talks to a
/// server.
public protocol InstanceAccess: Sendable {
    /// For everything that has no function of its own here.
    var api: any APICaller { get }
    /// - Throws: `RuleError` with the problems of the document.
    /// - Parameter isDryRun: nothing is kept.
    func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport
    /// How many rows are written in one transaction at most; `nil` for any number.
    var mostRowsAtOnce: Int? { get }
    /// Imports all documents in one transaction, and tells of each what it did.
    /// - Throws: `RuleError`, and nothing of any is written.
    func importRows(
        _ kind: ImportKind, _ next: @escaping @Sendable () -> ImportDocument?
    ) async throws -> [ImportReport]
    func close() async throws
}

extension InstanceAccess {
    /// Seconds.
    public static var longestCount: Int { 30 }

    /// People in a smart list or a static list, by name, `Program.Name` or id.
    /// - Parameter timeout: seconds, at most `longestCount`; `nil` for as many as that.
    public func count(list name: String, timeout: Int? = nil) async throws -> ListCount {
        let (kind, list) = try await api.list(name)
        var query: [String: String] = [:]
        query["timeout"] = timeout.map(String.init)
        let path = "/muster/v1/\(kind.rawValue)/\(list.id)/count.json"
        let answer = try await api.answer("GET", path, query: query, body: nil)
        if let timeout, api.errors(in: answer).map(\.code) == ["604"] {
            throw AccessError(
                "'\(list.name)' cannot be counted within \(timeout) seconds; --timeout gives up to \(Self.longestCount)"
            )
        }
        let record = try api.accepted(answer, of: "GET \(path)")["result"]?.array?.first?.object ?? [:]
        guard let count = record["count"]?.integer, let asOf = record["asOf"]?.text.flatMap({ Instant(text: $0) })
        else { throw AccessError("the answer of \(api.answerer) is not that of a count") }
        return ListCount(name: list.name, count: Int(count), asOf: asOf)
    }

    /// Makes a smart list without rules.
    /// - Throws: `AccessError` when the folder can hold none, with one that can.
    public func makeSmartList(
        _ name: String, description: String?, in place: ListPlace
    ) async throws -> JSONObject {
        let (kind, container): (String, NamedAsset) =
            switch place {
            case .folder(let name): ("Folder", try await api.asset(.folder, name))
            case .program(let name): ("Program", try await api.asset(.program, name))
            }
        var body: JSONObject = [
            "name": .string(name), "folder": ["id": .integer(container.id), "type": .string(kind)],
        ]
        if let description { body["description"] = .string(description) }
        let path = "/muster/v1/smartLists.json"
        let answer = try await api.answer("POST", path, query: [:], body: .object(body))
        if api.errors(in: answer).map(\.code) == ["711"] {
            throw AccessError(
                """
                folder '\(container.name)' holds no smart lists; '\(ListPlace.usualFolder)' does, with the folders \
                below it, and so does a program (--program)
                """)
        }
        return try api.accepted(answer, of: "POST \(path)")["result"]?.array?.first?.object ?? [:]
    }

    /// Where the clock stands.
    public func clock() async throws -> JSONObject { try await api.record("GET", "/muster/v1/clock.json") }

    /// What the clock ran through.
    /// - Throws: `RuleError` when it cannot be moved so.
    public func move(_ move: ClockMove) async throws -> JSONObject {
        let body: JSONObject =
            switch move {
            case .advance(let period): ["advance": .string(period.description)]
            case .to(let instant): ["to": .string(instant.iso8601)]
            case .untilIdle(nil): ["untilIdle": true]
            case .untilIdle(let horizon?): ["untilIdle": true, "horizon": .string(horizon.description)]
            }
        return try await api.record("POST", "/muster/v1/clock.json", body: .object(body))
    }
}

/// What a smart list is made in, by name or id.
public enum ListPlace: Sendable, Hashable {
    case folder(String)
    case program(String)

    public static let usualFolder = "Smart Lists"
}

public struct ListCount: Sendable, Hashable {
    public let name: String
    public let count: Int
    /// The moment that it was counted at.
    public let asOf: Instant

    public var json: JSONObject {
        ["name": .string(name), "count": .integer(Int64(count)), "asOf": .string(asOf.iso8601)]
    }
}

/// Why a command could not be carried out, in one sentence for people.
public struct AccessError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
