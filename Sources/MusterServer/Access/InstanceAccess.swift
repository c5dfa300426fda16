public import MusterAuthoring
public import MusterEngine
public import MusterModel
import MusterRules

/// What the command line asks of an instance, whether it opens the database itself or talks to a
/// server.
public protocol InstanceAccess: RunAccess {
    /// For what has no function of its own here.
    var api: any APICaller { get }
    /// - Throws: `RuleError` with the problems of the document.
    /// - Parameter isDryRun: nothing is kept.
    func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport
    func importRows(_ document: ImportDocument, _ kind: FileImport.Kind) async throws -> ImportReport
    /// People in a smart list or a static list, by name or id.
    func count(list: String) async throws -> ListCount
    func clock() async throws -> ClockState
    func move(_ clock: ClockMove) async throws -> ClockReport
    func close() async throws
}

public struct ListCount: Sendable, Hashable {
    public let name: String
    public let count: Int
    /// The moment that a smart list was counted at; `nil` for a static list.
    public let asOf: Instant?
    public init(name: String, count: Int, asOf: Instant? = nil) {
        self.name = name
        self.count = count
        self.asOf = asOf
    }

    public var json: JSONObject {
        [
            "name": .string(name), "count": .integer(Int64(count)),
            "asOf": asOf.map { JSONValue.string($0.iso8601) } ?? .null,
        ]
    }
}

public struct ClockState: Sendable, Hashable {
    public let now: Instant
    public let isSimulated: Bool

    public var json: JSONObject { ["now": .string(now.iso8601), "simulated": .boolean(isSimulated)] }

    public init(now: Instant, isSimulated: Bool) {
        self.now = now
        self.isSimulated = isSimulated
    }
}

/// Why a command could not be carried out, in one sentence for people.
public struct AccessError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }

    /// What the names of commands are.
    static let howToName = "give the name of one, Program.Name for one in a program, or its id"

    public static func noList(_ name: String) -> AccessError {
        AccessError("there is no smart list or static list '\(name)'; \(howToName)")
    }
}

/// What has a name in any case, such as an API user or a role, among records of the API.
public enum Named {
    /// - Throws: `AccessError`, with what was probably meant.
    public static func find(_ name: String, _ kind: String, in records: [JSONObject]) throws -> NamedAsset {
        let all = records.map { NamedAsset(id: $0["id"]?.integer ?? 0, name: $0["name"]?.text ?? "") }
        guard let found = all.first(where: { $0.name.caseFolded == name.caseFolded }) else {
            throw AccessError("there is no \(kind) '\(name)'" + Suggestion.phrase(for: name, among: all.map(\.name)))
        }
        return found
    }
}
