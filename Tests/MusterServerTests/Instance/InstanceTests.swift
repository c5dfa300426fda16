import Logging
import MusterEngine
import MusterModel
import MusterSQLite
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

@Suite struct InstanceTests {
    @Test func aDatabaseBelongsToOneProcess() async throws {
        try await withTemporaryDatabase { database in
            let first = try await Instance.open(path: database.path, logger: .silent)
            let error = await #expect(throws: DatabaseInUse.self) {
                try await Instance.open(path: database.path, logger: .silent)
            }
            #expect(error?.description.contains("is in use by another Muster process") == true)
            try await first.close()
        }
    }

    @Test func theSimulatedClockGoesOnWhereItStood() async throws {
        try await withTemporaryDatabase { database in
            let start = try #require(Instant(text: "2026-03-02T09:00:00Z"))
            try await Self.withInstance(database, .simulated(from: start)) { instance in
                #expect(instance.store.clock.now == start)
                try await instance.clockCommands.move(.advance(RelativePeriod(3, .day)))
            }
            let stored = try #require(Instant(text: "2026-03-05T09:00:00Z"))
            for choice in [nil, .simulated(from: nil), .simulated(from: stored)] as [ClockChoice?] {
                try await Self.withInstance(database, choice) { instance in
                    #expect(instance.store.clock.now == stored)
                }
            }
            let earlier = await #expect(throws: ConfigurationError.self) {
                try await Self.withInstance(database, .simulated(from: start)) { _ in }
            }
            #expect(
                earlier?.description
                    == """
                    the simulated clock of this database stands at 2026-03-05T09:00:00Z and never goes back to \
                    2026-03-02T09:00:00Z. Use --clock simulated to go on where it stands, or another database
                    """)
            try await Self.withInstance(database, nil) { #expect($0.store.clock.now == stored) }
            let error = await #expect(throws: ConfigurationError.self) {
                try await Self.withInstance(database, .real) { _ in }
            }
            #expect(error?.description.contains("has a simulated clock, which stands at 2026-03-05T09:00:00Z") == true)
        }
    }

    @Test("a database is never there without the simulated clock that it was made with")
    func madeWithItsClock() async throws {
        try await withTemporaryDatabase { database in
            let start = try #require(Instant(text: "2026-03-02T09:00:00Z"))
            let file = try SQLiteDatabase(path: database.path, readers: 1)
            let store = try await Store(database: file, clock: SimulatedClock(now: start), simulatedNow: start)
            // What the first transaction has written, and what a kill behind it would leave.
            #expect(try store.read { try $0.simulatedNow() } == start)
            try await file.close()
            try await Self.withInstance(database, nil) { instance in
                #expect(instance.origin == .found && instance.store.clock.now == start)
            }
            try await Self.withInstance(database, .simulated(from: start.adding(seconds: 60))) { _ in }
            try await Self.withInstance(database, nil) { #expect($0.store.clock.now == start.adding(seconds: 60)) }
        }
    }

    @Test func aClientIsMadeOnce() async throws {
        try await InstanceFixture.run { fixture in
            let random: @Sendable (Int) -> [UInt8] = { (0..<$0).map { UInt8($0 % 7) } }
            let first = try await fixture.store.ensureClient(nil, random: random)
            guard case .made(let credentials) = first else {
                Issue.record("\(first)")
                return
            }
            #expect(credentials.clientID.count == 16 && credentials.clientSecret.count == 32)
            let hash = try fixture.store.read { try $0.secretHash(ofClient: credentials.clientID) }
            #expect(hash != nil && hash != credentials.clientSecret)
            #expect(
                try await fixture.store.ensureClient(nil, random: random) == .stored(clientID: credentials.clientID))
            let given = Credentials(clientID: "a", clientSecret: "b")
            #expect(
                try await fixture.store.ensureClient(given, random: random)
                    == .given(given, replacing: [credentials.clientID]))
            #expect(try fixture.store.read { try $0.apiClient(id: "a")?.permissions } == Set(Permission.allCases))
        }
    }

    @Test func aClientOfTheEnvironmentReplacesTheOneBeforeAndNobodyElses() async throws {
        try await InstanceFixture.run { fixture in
            let store = fixture.store
            func ensure(_ id: String, _ secret: String) async throws -> ClientState {
                let credentials = Credentials(clientID: id, clientSecret: secret)
                return try await store.ensureClient(credentials) { Array(repeating: 7, count: $0) }
            }
            let made = try await fixture.access.api.record(
                "POST", "/muster/v1/users.json", body: ["name": "crm@example.com", "roles": ["Administrator"]])
            let crm = Credentials(
                clientID: try #require(made["clientId"]?.text), clientSecret: try #require(made["clientSecret"]?.text))
            let first = Credentials(clientID: "first", clientSecret: "a")
            let second = Credentials(clientID: "second", clientSecret: "b")
            let both = [crm.clientID, "second"].sorted()
            func clients() throws -> [String] { try store.read { try $0.apiClients() }.map(\.id) }

            #expect(try await ensure("first", "a") == .given(first))
            try await store.write { writer in
                let later = writer.now.adding(seconds: 60)
                try writer.saveAccessToken(AccessToken(hash: "f", clientID: "first", expiresAt: later))
                try writer.saveAccessToken(AccessToken(hash: "c", clientID: crm.clientID, expiresAt: later))
            }
            #expect(try await ensure("first", "a") == .given(first), "nothing has changed")
            #expect(try store.read { try $0.accessToken(hash: "f") } != nil)
            #expect(try await ensure("second", "b") == .given(second, replacing: ["first"]))
            #expect(try clients() == both)
            #expect(try store.read { try $0.accessToken(hash: "f") } == nil)
            #expect(try await ensure("second", "b") == .given(second))

            // Whoever has somebody else's client in his environment replaces nothing, and takes nothing over.
            let itself = Credentials(clientID: crm.clientID, clientSecret: crm.clientSecret)
            #expect(try await ensure(crm.clientID, crm.clientSecret) == .given(itself))
            let error = await #expect(throws: ConfigurationError.self) { _ = try await ensure(crm.clientID, "guess") }
            #expect(
                error?.description.hasPrefix("MUSTER_CLIENT_ID is a client of API user 'crm@example.com'") == true)
            #expect(try clients() == both)
            #expect(try store.read { try $0.accessToken(hash: "c") } != nil)
            let stored = try await store.ensureClient(nil) { Array(repeating: 7, count: $0) }
            #expect(stored == .stored(clientID: "second"), "the one that the environment replaces")
        }
    }

    @Test func whoRunsItAsRootIsWarned() {
        #expect(Server.rootWarning(user: 0)?.description.hasPrefix("the server runs as root") == true)
        #expect(Server.rootWarning(user: 1) == nil)
    }

    private static func withInstance(
        _ database: TemporaryDatabase, _ clock: ClockChoice?, _ body: (Instance) async throws -> Void
    ) async throws {
        let instance = try await Instance.open(path: database.path, clock: clock, logger: .silent)
        do { try await body(instance) } catch {
            try await instance.close()
            throw error
        }
        try await instance.close()
    }
}
