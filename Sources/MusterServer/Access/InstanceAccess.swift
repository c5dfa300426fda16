public import MusterAuthoring
public import MusterEngine
public import MusterModel
import MusterRules

/// What the command line asks of an instance, whether it opens the database itself or talks to a
/// server.
public protocol InstanceAccess: UserAccess, RunAccess {
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

    /// What the names of commands are.
    static let howToName = "give the name of one, Program.Name for one in a program, or its id"

    static func noList(_ name: String) -> AccessError {
        AccessError("there is no smart list or static list '\(name)'; \(howToName)")
    }
}

/// What the command line asks of an instance about its API users and roles.
public protocol UserAccess: Sendable {
    /// By ascending id.
    func users() async throws -> [UserSummary]
    /// - Throws: `RuleError` for names that are taken or unknown; so do the calls below.
    func addUser(_ name: String, roles: [String], permissions: [String]) async throws -> Credentials
    func removeUser(_ id: Int64) async throws
    /// Removes one of several client ids.
    func removeClient(_ clientID: String, of user: Int64) async throws
    /// - Parameter clientID: `nil` for the user's only service.
    func newSecret(of user: Int64, clientID: String?) async throws -> Credentials
    func roles() async throws -> [RoleSummary]
    func addRole(_ name: String, permissions: [String]) async throws
}

extension UserAccess {
    /// The user of that name, in any case.
    public func user(named name: String) async throws -> UserSummary {
        let users = try await users()
        guard let user = users.first(where: { $0.name.caseFolded == name.caseFolded }) else {
            throw AccessError("there is no API user '\(name)'" + Suggestion.phrase(for: name, among: users.map(\.name)))
        }
        return user
    }
}

public struct UserSummary: Sendable, Hashable {
    public let id: Int64
    public let name: String
    public let roles: [String]
    /// Besides those of the roles.
    public let permissions: [String]
    public let clientIDs: [String]
}

public struct RoleSummary: Sendable, Hashable {
    public let name: String
    public let permissions: [String]
    /// One that every instance has.
    public let isSystem: Bool
}
