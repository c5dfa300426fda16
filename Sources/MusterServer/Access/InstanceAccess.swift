public import MusterAuthoring
public import MusterEngine
public import MusterModel

/// What the command line asks of an instance, whether it opens the database itself or talks to a
/// server.
public protocol InstanceAccess: UserAccess {
    /// - Throws: `RuleError` with the problems of the document.
    func apply(_ document: JSONValue) async throws -> ApplyReport
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
    public init(name: String, count: Int) {
        self.name = name
        self.count = count
    }
}

public struct ClockState: Sendable, Hashable {
    public let now: Instant
    public let isSimulated: Bool
    public init(now: Instant, isSimulated: Bool) {
        self.now = now
        self.isSimulated = isSimulated
    }
}

/// Why a command could not be carried out, in one sentence for people.
public struct AccessError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }

    static func noList(_ name: String) -> AccessError {
        AccessError("there is no smart list or static list '\(name)'")
    }
}
