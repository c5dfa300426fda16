public import ArgumentParser
import Foundation
public import Logging
public import MusterModel
public import MusterServer

/// Which instance a command works on.
struct AccessOptions: ParsableArguments {
    @Option(help: "Work on this database file; no server may have it open.")
    var database: String?

    @Option(help: "Talk to the server at this address (default: MUSTER_URL, else \(ServerAddress.usual)).")
    var url: String?

    @Option(help: "With --database: real, simulated or simulated=INSTANT.")
    var clock: ClockChoice?

    func validate() throws {
        if let database { try Self.check(database) }
        if database != nil, url != nil {
            throw ValidationError("Give --database or --url, not both.")
        }
        if clock != nil, database == nil {
            throw ValidationError("--clock goes with --database; a server has its own clock.")
        }
    }

    static func check(_ database: String) throws {
        if database.isEmpty {
            throw ValidationError("--database is empty; give it the path of a file, such as muster.db.")
        }
    }

    /// Opens the instance for as long as `body` runs, which changes nothing.
    func reading(_ body: (any InstanceAccess) async throws -> Void) async throws {
        try await withAccess(for: .reading, body)
    }

    /// Opens the instance, and migrates it where it has to be, for as long as `body` runs.
    func changing(_ body: (any InstanceAccess) async throws -> Void) async throws {
        try await withAccess(for: .changing, body)
    }

    /// Opens the instance, and makes it where there is none, for as long as `body` runs.
    func making(_ body: (any InstanceAccess) async throws -> Void) async throws {
        try await withAccess(for: .making, body)
    }

    private func withAccess(
        for use: DatabaseUse, _ body: (any InstanceAccess) async throws -> Void
    ) async throws {
        let access = try await open(for: use)
        do {
            try await body(access)
        } catch {
            // What went wrong says more than what closing stumbles over.
            try? await access.close()
            throw error
        }
        try await access.close()
    }

    private func open(for use: DatabaseUse) async throws -> any InstanceAccess {
        guard let database else {
            let environment = ProcessInfo.processInfo.environment
            let address = try ServerAddress(url, environment: environment)
            return try RemoteAccess(address, credentials: try Credentials(environment: environment))
        }
        return DirectAccess(try await Self.instance(database, for: use, clock: clock))
    }

    /// Opens a database, and says what that has done to it.
    /// - Parameter isAlsoRemote: whether the command can ask a server in place of the database.
    static func instance(
        _ database: String, for use: DatabaseUse, clock: ClockChoice?, isAlsoRemote: Bool = true
    ) async throws -> Instance {
        do {
            let instance = try await Instance.open(
                path: database, for: use, clock: clock, logger: .standardError("muster", level: .warning))
            Terminal.tell([instance.origin.sentence(database)].compactMap(\.self))
            return instance
        } catch let error as DatabaseInUse {
            let remote = isAlsoRemote ? error.address : nil
            let way =
                remote.map { "talk to it with --url \($0) in place of --database" }
                ?? "repeat it when that one has ended"
            throw AccessError("\(error); \(way)")
        }
    }
}

extension Instance.Origin {
    /// `nil` when nothing has been done.
    func sentence(_ database: String) -> String? {
        switch self {
        case .made: "made database '\(database)'"
        case .migrated(let schema): "migrated database '\(database)' from schema \(schema)"
        case .found: nil
        }
    }
}

extension ClockChoice: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}

extension RelativePeriod: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

extension LogFormat: ExpressibleByArgument {}

extension FileImport.Kind: ExpressibleByArgument {}

extension RunOutcome: ExpressibleByArgument {}
