import MusterModel
import MusterREST
import MusterStore

extension DirectAccess {
    public func users() async throws -> [UserSummary] {
        try instance.store.read { try $0.apiUsers() }.map { user in
            UserSummary(
                id: user.id.rawValue, name: user.name, roles: user.roles.map(\.name),
                permissions: user.permissions.names, clientIDs: user.clients.map(\.id))
        }
    }

    public func addUser(_ name: String, roles: [String], permissions: [String]) async throws -> Credentials {
        let new = NewCredentials(SystemRandom.bytes)
        try await instance.store.write { writer in
            _ = try UserAdministration(writer).createUser(
                name, roles: roles, permissions: permissions, clientID: new.clientID, secretHash: new.secretHash)
        }
        return Credentials(new)
    }

    public func removeUser(_ id: Int64) async throws {
        try await instance.store.write { try UserAdministration($0).removeUser(APIUserID(id)) }
    }

    public func newSecret(of user: Int64, clientID: String?) async throws -> Credentials {
        let new = NewCredentials(SystemRandom.bytes)
        let id = try await instance.store.write { writer in
            guard let user = try writer.reader.apiUser(APIUserID(user)) else {
                throw AccessError("there is no API user with id \(user)")
            }
            return try UserAdministration(writer).setSecret(of: user, clientID: clientID, secretHash: new.secretHash)
        }
        return Credentials(clientID: id, clientSecret: new.secret)
    }

    public func roles() async throws -> [RoleSummary] {
        try instance.store.read { try $0.roles() }.map {
            RoleSummary(name: $0.name, permissions: $0.permissions.names, isSystem: $0.isSystem)
        }
    }

    public func addRole(_ name: String, permissions: [String]) async throws {
        try await instance.store.write { writer in
            _ = try UserAdministration(writer).createRole(name, permissions: permissions)
        }
    }
}
