import MusterAudience
public import MusterAuthoring
public import MusterEngine
public import MusterModel
import MusterREST
import MusterRules
import MusterStore

/// Works on a database file that no server has open.
public struct DirectAccess: InstanceAccess {
    let instance: Instance

    public init(_ instance: Instance) { self.instance = instance }

    public func apply(_ document: JSONValue, isDryRun: Bool) async throws -> ApplyReport {
        try await Applier().apply(document, to: instance.store, isDryRun: isDryRun)
    }

    public func importRows(_ document: ImportDocument, _ kind: FileImport.Kind) async throws -> ImportReport {
        try await instance.store.write { writer in
            switch kind {
            case .leads: try LeadImport(document).run(writer)
            case .activities: try ActivityImport(document).run(writer)
            }
        }
    }

    public func count(list name: String) async throws -> ListCount {
        let (smart, fixed) = try instance.store.read { reader in
            (
                try reader.assetID(.smartList, named: name).flatMap { try reader.smartList(SmartListID($0)) },
                try reader.assetID(.staticList, named: name).flatMap { try reader.staticList(StaticListID($0)) }
            )
        }
        if let smart, let count = try await instance.audience.count(of: smart.id) {
            return ListCount(name: smart.name, count: count.count)
        }
        guard let fixed else { throw AccessError.noList(name) }
        let count = try instance.store.read { try $0.memberCount(of: fixed.id) }
        return ListCount(name: fixed.name, count: count)
    }

    public func clock() async throws -> ClockState {
        let clock = instance.store.clock
        return ClockState(now: clock.now, isSimulated: clock.isSimulated)
    }

    public func move(_ move: ClockMove) async throws -> ClockReport {
        do { return try await instance.clockCommands.move(move) } catch let refusal as ClockCommands.Refusal {
            throw AccessError(refusal.sentence)
        }
    }

    public func close() async throws { try await instance.close() }
}

extension ClockCommands.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .clockIsReal: "this instance runs in real time; only a simulated clock can be moved (--clock simulated)"
        case .backwards(let now): "a clock never goes back; it stands at \(now)"
        case .tooFar(let latest):
            "a clock moves at most \(ClockCommands.longestMoveYears) years at once, which is until \(latest)"
        case .stopped(let now): "the process is ending; the clock stands at \(now)"
        }
    }
}

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
            _ = try UserAdministration(writer, holding: .all).createUser(
                name, roles: roles, permissions: permissions, clientID: new.clientID, secretHash: new.secretHash)
        }
        return Credentials(new)
    }

    public func removeUser(_ id: Int64) async throws {
        try await instance.store.write { try UserAdministration($0, holding: .all).removeUser(APIUserID(id)) }
    }

    public func removeClient(_ clientID: String, of user: Int64) async throws {
        try await instance.store.write { writer in
            let user = try Self.user(user, writer.reader)
            try UserAdministration(writer, holding: .all).removeClient(clientID, of: user)
        }
    }

    public func newSecret(of user: Int64, clientID: String?) async throws -> Credentials {
        let new = NewCredentials(SystemRandom.bytes)
        let id = try await instance.store.write { writer in
            let user = try Self.user(user, writer.reader)
            return try UserAdministration(writer, holding: .all).setSecret(
                of: user, clientID: clientID, secretHash: new.secretHash)
        }
        return Credentials(clientID: id, clientSecret: new.secret)
    }

    private static func user(_ id: Int64, _ reader: StoreReader) throws -> APIUser {
        guard let user = try reader.apiUser(APIUserID(id)) else {
            throw AccessError("there is no API user with id \(id)")
        }
        return user
    }

    public func roles() async throws -> [RoleSummary] {
        try instance.store.read { try $0.roles() }.map {
            RoleSummary(name: $0.name, permissions: $0.permissions.names, isSystem: $0.isSystem)
        }
    }

    public func addRole(_ name: String, permissions: [String]) async throws {
        try await instance.store.write { writer in
            _ = try UserAdministration(writer, holding: .all).createRole(name, permissions: permissions)
        }
    }
}
