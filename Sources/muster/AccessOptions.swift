public import ArgumentParser
import Foundation
public import Logging
public import MusterModel
public import MusterServer

/// Which instance a command works on.
struct AccessOptions: ParsableArguments {
    static let defaultURL = "http://127.0.0.1:8080"

    @Option(help: "Work on this database file; no server may have it open.")
    var database: String?

    @Option(help: "Talk to the server at this address (default: \(Self.defaultURL)).")
    var url: String?

    @Option(help: "With --database: real, simulated or simulated=INSTANT.")
    var clock: ClockChoice?

    func validate() throws {
        if database != nil, url != nil {
            throw ValidationError("Give --database or --url, not both.")
        }
        if clock != nil, database == nil {
            throw ValidationError("--clock goes with --database; a server has its own clock.")
        }
    }

    /// Opens the instance for as long as `body` runs.
    func withAccess(_ body: (any InstanceAccess) async throws -> Void) async throws {
        let access = try await open()
        do {
            try await body(access)
        } catch {
            // What went wrong says more than what closing stumbles over.
            try? await access.close()
            throw error
        }
        try await access.close()
    }

    private func open() async throws -> any InstanceAccess {
        guard let database else {
            let credentials = try Credentials(environment: ProcessInfo.processInfo.environment)
            return try RemoteAccess(url: url ?? Self.defaultURL, credentials: credentials)
        }
        return DirectAccess(
            try await Instance.open(path: database, clock: clock, logger: .standardError("muster", level: .warning)))
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

extension FileImport.Kind: ExpressibleByArgument {}

extension RunOutcome: ExpressibleByArgument {}
