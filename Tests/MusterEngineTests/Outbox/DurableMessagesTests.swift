import Dispatch
import Logging
import MusterAudience
import MusterFlows
import MusterModel
import MusterStore
import MusterTesting
import Synchronization
import Testing

@testable import MusterEngine
@testable import MusterSQLite

/// What a power failure takes back has not left the house.
@Suite(.timeLimit(.minutes(5))) struct DurableMessagesTests {
    /// Takes its time while it is held.
    private final class Disk: Sendable {
        private let isHeld = Mutex(false)
        private let gate = DispatchSemaphore(value: 0)

        func hold() { isHeld.withLock { $0 = true } }
        func release() {
            isHeld.withLock { $0 = false }
            gate.signal()
        }
        func sync(_ log: LogFile) throws {
            if isHeld.withLock({ $0 }) { gate.wait() }
            try log.sync()
        }
    }

    @Test("a message is handed over when the disk has what it follows from, and campaigns do not wait for that")
    func durableFirst() async throws {
        try await withTemporaryDatabase { place in
            let (disk, events) = (Disk(), Recorder<String>())
            let file = try SQLiteDatabase(path: place.path) { try disk.sync($0) }
            let database = WatchedDatabase(file, notingIn: events)
            let clock = SimulatedClock(now: EngineFixture.start)
            let store = try await Store(database: database, clock: clock)
            let outbox = RecordingTransport()
            let engine = Engine(
                store: store, audience: Audience(store: store), transports: [OutboxMessage.emailKind: outbox],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            let story = EngineFixture(
                store: store, engine: engine, clock: clock, time: ClockCommands(engine: engine, clock: clock),
                outbox: outbox)
            try await story.email("Invitation", subject: "Hello")
            _ = try await story.lead([.email: .text("a@example.com"), .country: .text("Germany")])
            let campaign = try await story.campaign(
                "Invite", rules: BatchRunTests.germans, flow: #"{"flow":[{"Send Email":"Invitation"}]}"#)
            try await engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)

            disk.hold()
            while try await engine.pass() {}
            #expect(try store.read { try $0.outboxCounts() } == ["pending": 1])
            async let work: Void = engine.runUntilIdle()
            while events.values.isEmpty, outbox.delivered.isEmpty { await Task.yield() }
            #expect(outbox.delivered.isEmpty)
            disk.release()
            try await work
            #expect(outbox.delivered.count == 1)
            try await database.close()
        }
    }
}
