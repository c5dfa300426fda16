public import MusterModel
import MusterRules

/// What may be done to API users and roles, with the rules that hold for it. Whoever does it checks
/// nothing more: names are looked up here, and what is wrong is told by place in a `RuleError`.
///
/// Nobody gives what he does not hold, and nobody touches who holds more than himself: that is an
/// `AuthorityError`.
public struct UserAdministration {
    private let writer: StoreWriter
    private let held: Set<Permission>
    private var reader: StoreReader { writer.reader }

    /// - Parameter held: what whoever does it may do himself; all for who has the database itself.
    public init(_ writer: StoreWriter, holding held: Set<Permission>) {
        self.writer = writer
        self.held = held
    }

    // MARK: Users

    /// Makes a user with one custom service.
    /// - Parameter clientID: of the service, new and unguessable like the secret.
    public func createUser(
        _ name: String, roles: [String], permissions: [String], clientID: String, secretHash: String
    ) throws -> APIUserID {
        try writer.requireName(name)
        guard name.isEmailAddress, name.unicodeScalars.count <= 255 else {
            throw RuleError("name", "'\(name)' is not shaped like an e-mail address, as names of API users are")
        }
        guard try !reader.apiUsers().contains(where: { $0.name.caseFolded == name.caseFolded }) else {
            throw RuleError("name", "there is an API user '\(name)' already")
        }
        let rights = try given(roles, permissions)
        let client = APIClient(id: clientID, name: name, scope: name, permissions: rights.permissions)
        let id = try writer.insertAPIUser(named: name)
        try writer.saveAPIClient(client, secretHash: secretHash)
        try writer.setRoles(rights.roles, of: id)
        return id
    }

    /// Replaces what is given; `nil` leaves what the user has.
    public func updateUser(_ id: APIUserID, roles: [String]?, permissions: [String]?) throws {
        let rights = try given(roles ?? [], permissions ?? [])
        try checkReach(of: id)
        try keepingSomebodyInCharge {
            if roles != nil { try writer.setRoles(rights.roles, of: id) }
            if permissions != nil { try writer.setPermissions(rights.permissions, ofClientsOf: id) }
        }
    }

    public func removeUser(_ id: APIUserID) throws {
        try checkReach(of: id)
        try keepingSomebodyInCharge { try writer.deleteRow(of: id) }
    }

    /// Removes a service of the user and its tokens. The last one goes with the user alone.
    public func removeClient(_ clientID: String, of user: APIUser) throws {
        try checkReach(of: user.id)
        let id = try self.clientID(clientID, of: user)
        guard user.clients.count > 1 else {
            throw RuleError(
                "clientId", "'\(id)' is the only service of '\(user.name)'; remove the user, or give it a new secret")
        }
        try keepingSomebodyInCharge { try writer.removeAPIClient(id: id) }
    }

    /// Gives a service of the user a new secret; the old one and its tokens end.
    /// - Parameter clientID: may be `nil` when the user has one service only.
    /// - Returns: the client id.
    public func setSecret(of user: APIUser, clientID: String?, secretHash: String) throws -> String {
        let id = try self.clientID(clientID, of: user)
        try checkReach(of: user.id)
        try writer.setSecretHash(secretHash, ofClient: id)
        return id
    }

    /// - Parameter wanted: may be `nil` when the user has one service only.
    private func clientID(_ wanted: String?, of user: APIUser) throws -> String {
        let ids = user.clients.map(\.id)
        let id = wanted ?? ids.first ?? ""
        guard ids.contains(where: id.isIdentical(to:)) else {
            throw RuleError(
                "clientId", "'\(user.name)' has no service '\(id)'" + Suggestion.phrase(for: id, among: ids))
        }
        guard wanted != nil || ids.count == 1 else {
            throw RuleError(
                "clientId", "'\(user.name)' has several services, name one: " + ids.joined(separator: ", "))
        }
        return id
    }

    // MARK: Roles

    public func createRole(_ name: String, permissions: [String]) throws -> RoleID {
        try writer.requireName(name)
        // Lists of names are separated by commas.
        guard !name.isEmpty, name.unicodeScalars.count <= 255, !name.contains(",") else {
            throw RuleError("name", "'\(name)' is no name of a role: 1 to 255 characters without commas")
        }
        guard try !reader.roles().contains(where: { $0.name.caseFolded == name.caseFolded }) else {
            throw RuleError("name", "there is a role '\(name)' already")
        }
        return try writer.insertRole(named: name, permissions: try given([], permissions).permissions)
    }

    /// Whoever has the role has the new permissions from the next call on.
    public func updateRole(_ role: Role, permissions: [String]) throws {
        guard !role.isSystem else { throw RuleError("", "'\(role.name)' is a role of every instance; make another") }
        let permissions = try given([], permissions).permissions
        try checkReach(of: role)
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

    /// The same, of which nothing goes beyond what is held.
    private func given(
        _ roleNames: [String], _ permissionNames: [String]
    ) throws -> (roles: [Role], permissions: Set<Permission>) {
        let rights = try rights(roleNames, permissionNames)
        let lacking = held.lacking(rights.roles.reduce(into: rights.permissions) { $0.formUnion($1.permissions) })
        guard lacking.isEmpty else {
            throw AuthorityError("nobody gives what he does not hold himself: \(lacking.briefly)")
        }
        return rights
    }

    private func checkReach(of id: APIUserID) throws {
        guard let user = try reader.apiUser(id) else { return }
        let lacking = held.lacking(user.granted)
        guard lacking.isEmpty else {
            throw AuthorityError("'\(user.name)' holds more than who changes it: \(lacking.briefly)")
        }
    }

    /// Who changes a role changes everyone who has it.
    private func checkReach(of role: Role) throws {
        let lacking = held.lacking(role.permissions)
        guard lacking.isEmpty else {
            throw AuthorityError("'\(role.name)' holds more than who changes it: \(lacking.briefly)")
        }
        for user in try reader.apiUsers() where user.roles.contains(where: { $0.id == role.id }) {
            try checkReach(of: user.id)
        }
    }

    /// Refuses a change after which nobody could do everything any more, or nobody manage users.
    private func keepingSomebodyInCharge(_ change: () throws -> Void) throws {
        let before = try offices()
        try change()
        let after = try offices()
        if before.everything, !after.everything {
            throw RuleError("", "nobody would be left who holds every permission")
        }
        if before.users, !after.users {
            throw RuleError(
                "", "nobody would be left who may manage users (\(Permission.accessUserManagementAPI.rawValue))")
        }
    }

    /// Whether some service may do everything, and whether some may manage users.
    private func offices() throws -> (everything: Bool, users: Bool) {
        let granted = try reader.apiClients().map(\.granted)
        return (
            granted.contains { $0.lacking(.all).isEmpty }, granted.contains { $0.grants(.accessUserManagementAPI) }
        )
    }
}

/// A change that is beyond what whoever asks for it may do.
public struct AuthorityError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

extension Set<Permission> {
    /// For a sentence: the first few by name, and how many more.
    fileprivate var briefly: String {
        let most = 3
        let more = count > most ? " and \(count - most) more" : ""
        return names.prefix(most).joined(separator: ", ") + more
    }
}
