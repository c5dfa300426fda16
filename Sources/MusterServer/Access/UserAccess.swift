import MusterModel
import MusterRules

/// What the command line asks of an instance about its API users and roles.
public protocol UserAccess: Sendable {
    /// By ascending id.
    func users() async throws -> [UserSummary]
    /// - Throws: `RuleError` for names that are taken or unknown; so do the calls below.
    func addUser(_ name: String, roles: [String], permissions: [String]) async throws -> Credentials
    func removeUser(_ id: Int64) async throws
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
