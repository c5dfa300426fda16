import Foundation
import Logging
import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterSQLite
import MusterStore
import MusterTesting
import Synchronization
import Testing

extension ClockCommands {
    func advance(by period: RelativePeriod) async throws { try await move(.advance(period)) }
    func move(to target: Instant) async throws { try await move(.to(target)) }
}

/// Stands still as well, but says that it goes.
private struct RealClock: MusterClock {
    let hands: SimulatedClock
    var now: Instant { hands.now }
    var isSimulated: Bool { false }
    func sleep(until deadline: Instant) async throws { try await hands.sleep(until: deadline) }
}

/// A real store with an engine on a clock that the test moves, and words for telling stories.
struct EngineFixture {
    /// 2026-03-02, a Monday, 09:00 UTC.
    static let start = Instant(seconds: 1_772_442_000)

    let store: Store
    let engine: Engine
    let clock: SimulatedClock
    let time: ClockCommands
    let outbox: RecordingTransport

    /// - Parameters:
    ///   - isCalm: whether nobody else wants the writer, so that chunks of a run may share a transaction in real time.
    ///   - inRealTime: what the engine takes the clock for, though the test moves it.
    @discardableResult
    static func run<T>(
        chunk: Int = 2_000, isCalm: Bool = false, inRealTime: Bool = false,
        _ configure: (inout Engine.Configuration) -> Void = { _ in }, _ body: (EngineFixture) async throws -> T
    ) async throws -> T {
        let clock = SimulatedClock(now: start)
        let shown: any MusterClock = inRealTime ? RealClock(hands: clock) : clock
        return try await withStore(clock: shown) {
            WatchedDatabase(try SQLiteDatabase(path: $0.path), isCalm: isCalm)
        } _: { store in
            try await body(on(store, clock: clock, chunk: chunk, configure))
        }
    }

    /// On a database as a process finds it that has come up.
    static func open(_ database: TemporaryDatabase, clock: SimulatedClock, chunk: Int) async throws -> EngineFixture {
        on(try await database.open(clock: clock), clock: clock, chunk: chunk)
    }

    /// As one finds it after the process has died and come up again.
    func reopened(_ database: TemporaryDatabase, chunk: Int) async throws -> EngineFixture {
        try await store.database.close()
        return try await Self.open(database, clock: clock, chunk: chunk)
    }

    /// On a store that was opened.
    static func on(
        _ store: Store, clock: SimulatedClock, chunk: Int, _ configure: (inout Engine.Configuration) -> Void = { _ in }
    ) -> EngineFixture {
        let outbox = RecordingTransport()
        var configuration = Engine.Configuration()
        configuration.chunk = chunk
        configuration.eventChunk = chunk
        configuration.startChunk = chunk
        configuration.deliveriesAtOnce = 1
        configure(&configuration)
        let engine = Engine(
            store: store, audience: Audience(store: store), transports: [OutboxMessage.emailKind: outbox],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, configuration: configuration)
        return EngineFixture(
            store: store, engine: engine, clock: clock, time: ClockCommands(engine: engine, clock: clock),
            outbox: outbox)
    }

    func lead(_ values: [LeadField: FieldValue] = [:]) async throws -> LeadID {
        try await store.write { try $0.createLead(values, origin: .api) }
    }

    func leads(_ count: Int, _ values: @escaping @Sendable (Int) -> [LeadField: FieldValue]) async throws -> [LeadID] {
        try await store.write { try $0.createLeads((0..<count).map(values), origin: .api) }
    }

    func change(_ lead: LeadID, _ field: LeadField, to value: FieldValue) async throws {
        _ = try await store.write { try $0.updateLead(lead, [field: value], origin: .api) }
    }

    @discardableResult
    func staticList(_ name: String) async throws -> StaticListID {
        try await store.write { try $0.createStaticList(name: name, description: nil, folder: Self.folder).id }
    }

    @discardableResult
    func email(_ name: String, subject: String, html: String = "", operational: Bool = false) async throws -> EmailID {
        try await store.write { writer in
            try writer.createEmail(
                name: name, folder: Self.folder, subject: subject, fromName: "Muster", fromEmail: "from@example.com",
                replyEmail: "reply@example.com", html: html, isOperational: operational
            ).id
        }
    }

    /// Rules and flow in the short grammar.
    @discardableResult
    func campaign(
        _ name: String, rules: String, flow: String,
        _ change: @escaping @Sendable (inout SmartCampaign) -> Void = { _ in }
    ) async throws -> SmartCampaignID {
        let id = try await store.write { writer in
            var campaign = try writer.createSmartCampaign(name: name, description: "", folder: Self.folder)
            change(&campaign)
            return try writer.updateSmartCampaign(campaign).id
        }
        try await edit(id, rules: rules)
        try await edit(id, flow: flow)
        return id
    }

    func edit(_ campaign: SmartCampaignID, rules: String) async throws {
        _ = try await store.write { writer in
            let list = try #require(try writer.reader.smartCampaign(campaign)).smartListID
            let json = try JSONParser.parse(rules)
            return try writer.setRules(try writer.reader.ruleDocument.read(json, allowsTriggers: true), of: list)
        }
    }

    func edit(_ campaign: SmartCampaignID, flow: String) async throws {
        _ = try await store.write { writer in
            let json = try JSONParser.parse(flow)
            return try writer.setFlow(try writer.reader.flowDocument.read(json), of: campaign)
        }
    }

    /// Schedules the campaign for now and runs everything that follows from it at this moment.
    func runNow(_ campaign: SmartCampaignID) async throws {
        try await engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
        try await engine.runUntilIdle()
    }

    /// Waits for the engine, which works by itself, to have nothing left to do at this moment.
    func untilIdle() async throws { try await until { try engine.isIdle() } }

    /// Looks after every commit until `condition` holds.
    func until(_ condition: () throws -> Bool) async throws {
        let (commits, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = store.changes.listen { _ in continuation.yield() }
        defer { store.changes.stopListening(key) }
        if try condition() { return }
        for await _ in commits where try condition() { return }
    }

    func newestRun(of campaign: SmartCampaignID) throws -> RunRecord {
        try #require(try store.read { try $0.runs(of: campaign).first })
    }

    func value(_ lead: LeadID, _ field: LeadField) throws -> FieldValue {
        try #require(try store.read { try $0.lead(lead, fields: [field]) })[field]
    }

    func members(of list: StaticListID) throws -> [LeadID] {
        try store.read { try $0.members(of: list, after: nil, limit: 100_000) }
    }

    /// What happened to a lead, in order, such as `Change Score Lead Score`; of everyone for `nil`.
    func log(of lead: LeadID? = nil) throws -> [String] {
        try store.read { reader in
            let types = ActivityType.standard.map(\.id)
            var page = try reader.activities(
                after: 0, since: nil, types: types, leads: lead.map { [$0] }, list: nil, primaryIDs: nil, limit: 100_000
            )
            var rows = page.rows
            while page.hasMore {
                page = try reader.activities(
                    after: page.lastScanned, since: nil, types: types, leads: lead.map { [$0] }, list: nil,
                    primaryIDs: nil, limit: 100_000)
                rows += page.rows
            }
            return rows.map { activity in
                let type = reader.catalogs.activityTypes[activity.content.typeID]?.name ?? "?"
                return [type, activity.content.primaryValue].compactMap(\.self).joined(separator: " ")
            }
        }
    }

    static let folder = FolderReference.folder(SystemAssets.marketingActivities)
}

/// Keeps what it is handed, and refuses while told to.
final class RecordingTransport: MessageTransport {
    private struct State {
        var delivered: [OutboxEntry] = []
        var refusesNext = 0
        var hangs = false
        var hanging: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let begun = AsyncStream.makeStream(of: Void.self)

    var delivered: [OutboxEntry] { state.withLock { $0.delivered } }
    func refuse(next count: Int) { state.withLock { $0.refusesNext = count } }

    /// From now on it answers nothing, not even when it is told to stop.
    func hang() { state.withLock { $0.hangs = true } }

    /// Returns when a delivery that hangs has begun.
    func hasBegun() async { for await _ in begun.stream { return } }

    func letGo() {
        let hanging = state.withLock { state in
            defer { (state.hangs, state.hanging) = (false, []) }
            return state.hanging
        }
        for continuation in hanging { continuation.resume() }
    }

    func deliver(_ entry: OutboxEntry) async throws {
        if state.withLock({ $0.hangs }) {
            await withCheckedContinuation { continuation in
                state.withLock { $0.hanging.append(continuation) }
                begun.continuation.yield()
            }
            throw Refused()
        }
        try state.withLock { state in
            if state.refusesNext > 0 {
                state.refusesNext -= 1
                throw Refused()
            }
            state.delivered.append(entry)
        }
    }
    struct Refused: Error {}
}
