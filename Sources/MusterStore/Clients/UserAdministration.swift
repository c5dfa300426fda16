public import MusterModel
import MusterRules

/// What may be done to API users and roles, with the rules that hold for it. Whoever does it checks
/// nothing more: names are looked up here, and what is wrong is told by place in a `RuleError`.
public struct UserAdministration {
    private let writer: StoreWriter
    private var reader: StoreReader { writer.reader }

    public init(_ writer: StoreWriter) { self.writer = writer }

    // MARK: Users

    /// Makes a user with one custom service.
    /// - Parameter clientID: of the service, new and unguessable like the secret.
    public func createUser(
        _ name: String, roles: [String], permissions: [String], clientID: String, secretHash: String
    ) throws -> APIUserID {
        guard name.isEmailAddress, name.unicodeScalars.count <= 255 else {
            throw RuleError("name", "'\(name)' is not shaped like an e-mail address, as names of API users are")
        }
        guard try !reader.apiUsers().contains(where: { $0.name.caseFolded == name.caseFolded }) else {
            throw RuleError("name", "there is an API user '\(name)' already")
        }
        let rights = try rights(roles, permissions)
        let client = APIClient(id: clientID, name: name, scope: name, permissions: rights.permissions)
        let id = try writer.insertAPIUser(named: name)
        try writer.saveAPIClient(client, secretHash: secretHash)
        try writer.setRoles(rights.roles, of: id)
        return id
    }

    /// Replaces what is given; `nil` leaves what the user has.
    public func updateUser(_ id: APIUserID, roles: [String]?, permissions: [String]?) throws {
        let rights = try rights(roles ?? [], permissions ?? [])
        try keepingSomebodyInCharge {
            if roles != nil { try writer.setRoles(rights.roles, of: id) }
            if permissions != nil { try writer.setPermissions(rights.permissions, ofClientsOf: id) }
        }
    }

    public func removeUser(_ id: APIUserID) throws {
        try keepingSomebodyInCharge { try writer.deleteRow(of: id) }
    }

    /// Gives a service of the user a new secret; the old one and its tokens end.
    /// - Parameter clientID: may be `nil` when the user has one service only.
    /// - Returns: the client id.
    public func setSecret(of user: APIUser, clientID: String?, secretHash: String) throws -> String {
        let ids = user.clients.map(\.id)
        let id = clientID ?? ids.first ?? ""
        guard ids.contains(where: id.isIdentical(to:)) else {
            throw RuleError(
                "clientId", "'\(user.name)' has no service '\(id)'" + Suggestion.phrase(for: id, among: ids))
        }
        guard clientID != nil || ids.count == 1 else {
            throw RuleError(
                "clientId", "'\(user.name)' has several services, name one: " + ids.joined(separator: ", "))
        }
        try writer.setSecretHash(secretHash, ofClient: id)
        return id
    }

    // MARK: Roles

    public func createRole(_ name: String, permissions: [String]) throws -> RoleID {
        // Lists of names are separated by commas.
        guard !name.isEmpty, name.unicodeScalars.count <= 255, !name.contains(",") else {
            throw RuleError("name", "'\(name)' is no name of a role: 1 to 255 characters without commas")
        }
        guard try !reader.roles().contains(where: { $0.name.caseFolded == name.caseFolded }) else {
            throw RuleError("name", "there is a role '\(name)' already")
        }
        return try writer.insertRole(named: name, permissions: try rights([], permissions).permissions)
    }

    /// Whoever has the role has the new permissions from the next call on.
    public func updateRole(_ role: Role, permissions: [String]) throws {
        guard !role.isSystem else { throw RuleError("", "'\(role.name)' is a role of every instance; make another") }
        let permissions = try rights([], permissions).permissions
        try keepingSomebodyInCharge { try writer.setPermissions(permissions, of: role.id) }
    }

    // MARK: Rules

    /// Looks names up, in any case.
    private func rights(
        _ roleNames: [String], _ permissionNames: [String]
    ) throws -> (roles: [Role], permissions: Set<Permission>) {
        let known = try reader.roles()
        var problems: [Diagnostic] = []
        var roles: [Role] = []
        for (index, name) in roleNames.enumerated() {
            if let role = known.first(where: { $0.name.caseFolded == name.caseFolded }) {
                roles.append(role)
            } else {
                let hint = Suggestion.phrase(for: name, among: known.map(\.name))
                problems.append(Diagnostic("roles[\(index)]", "there is no role '\(name)'" + hint))
            }
        }
        var permissions: Set<Permission> = []
        for (index, name) in permissionNames.enumerated() {
            if let permission = Permission.allCases.first(where: { $0.rawValue.caseFolded == name.caseFolded }) {
                permissions.insert(permission)
            } else {
                let hint = Suggestion.phrase(for: name, among: Permission.allCases.map(\.rawValue))
                problems.append(Diagnostic("permissions[\(index)]", "there is no permission '\(name)'" + hint))
            }
        }
        guard problems.isEmpty else { throw RuleError(problems) }
        return (roles, permissions)
    }

    /// Refuses a change after which nobody could manage users any more.
    private func keepingSomebodyInCharge(_ change: () throws -> Void) throws {
        let before = try isSomebodyInCharge()
        try change()
        guard try !before || isSomebodyInCharge() else {
            throw RuleError(
                "", "nobody would be left who may manage users (\(Permission.accessUserManagementAPI.rawValue))")
        }
    }

    private func isSomebodyInCharge() throws -> Bool {
        try reader.apiClients().contains { $0.granted.contains(.accessUserManagementAPI) }
    }
}
