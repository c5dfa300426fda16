import Dispatch
import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterAudience
@testable import MusterSQLite

/// Questions begin when the write-ahead log can bear one more.
@Suite(.timeLimit(.minutes(10))) struct QuestionRoomTests {
    /// Nobody leaves, until somebody is let in.
    private final class Door: Sendable {
        let events = Recorder<String>()
        private let opened: AsyncStream<Void>
        private let signal: AsyncStream<Void>.Continuation

        init() { (opened, signal) = AsyncStream.makeStream(of: Void.self) }

        func open() { signal.finish() }

        @Sendable func pass() async throws {
            events.add("waits for room")
            for await _ in opened {}
            try Task.checkCancellation()
        }
    }

    private func withDoor(
        _ limits: QuestionLimits = QuestionLimits(), _ body: (Questions, Door) async throws -> Void
    ) async throws {
        let door = Door()
        try await withStore(opening: { place in
            WatchedDatabase(try SQLiteDatabase(path: place.path, readers: 1), notingIn: door.events, room: door.pass)
        }) { store in
            try await body(Questions(store: store, limits: limits), door)
        }
    }

    @Test("a question begins when there is room", arguments: [nil, "a"])
    func waits(user: String?) async throws {
        try await withDoor { questions, door in
            let asking = Task { try await questions.ask(Asker(user: user)) { _ in door.events.add("begins") } }
            while door.events.values.isEmpty { await Task.yield() }
            door.open()
            try await asking.value
            #expect(door.events.values == ["waits for room", "begins"])
        }
    }

    @Test func itWaitsForRoomAsLongAsForItsTurn() async throws {
        var limits = QuestionLimits()
        limits.patience = .milliseconds(20)
        try await withDoor(limits) { questions, door in
            await #expect(throws: QuestionError.noRoom) {
                try await questions.ask(Asker(user: "a")) { _ in door.events.add("begins") }
            }
            door.open()
            #expect(!door.events.values.contains("begins"))
            // It has given its turn back.
            for _ in 0..<10 { try await questions.ask(.command) { _ in } }
        }
    }

    @Test func whoWaitsBehindQuestionsWithoutRoomIsNotToldOfHisOwnLimit() async throws {
        var limits = QuestionLimits()
        limits.patience = .milliseconds(20)
        try await withDoor(limits) { questions, door in
            // Questions of nobody wait as long as it takes, and have all turns but one.
            let before = (1..<max(2, questions.turns.atOnce)).map { _ in
                Task { try await questions.ask(.command) { _ in } }
            }
            while door.events.values.count < before.count { await Task.yield() }
            try await questions.turns.take("b")
            await #expect(throws: QuestionError.noRoom) { try await questions.ask(Asker(user: "a")) { _ in } }
            questions.turns.giveBack("b")
            door.open()
            for task in before { try await task.value }
        }
    }

    @Test("a question whose asker is gone waits no longer", arguments: [nil, "a"])
    func cancelled(user: String?) async throws {
        try await withDoor { questions, door in
            let asking = Task { try await questions.ask(Asker(user: user)) { _ in door.events.add("begins") } }
            while door.events.values.isEmpty { await Task.yield() }
            asking.cancel()
            await #expect(throws: CancellationError.self) { try await asking.value }
            #expect(door.events.values == ["waits for room"])
        }
    }

    /// Each ends when the next one has begun, or waits for room.
    @Test func questionsThatFollowOneAnotherDoNotKeepTheLogFromBeginningAgain() async throws {
        try await withTemporaryDatabase { place in
            let limits = Checkpointer.Limits(pace: 8, size: 64)
            let database = try SQLiteDatabase(path: place.path, readers: 1, limits: limits)
            let store = try await Store(database: database, clock: TestClock())
            try await database.write { try $0.execute("CREATE TABLE item (value BLOB)", []) }
            let questions = Questions(store: store, limits: QuestionLimits())
            let begun = Recorder<Int>()
            var previous: (end: DispatchSemaphore, asking: Task<Void, any Error>)?
            for number in 0..<40 {
                let end = DispatchSemaphore(value: 0)
                let asking = Task {
                    try await questions.ask(Asker(user: "a")) { _ in
                        begun.add(number)
                        end.wait()
                    }
                }
                while begun.values.last != number, database.checkpointer.waitingForRoom == 0 { await Task.yield() }
                previous?.end.signal()
                try await previous?.asking.value
                previous = (end, asking)
                while begun.values.last != number { await Task.yield() }
                for _ in 0..<20 {
                    try await database.write {
                        try $0.execute("INSERT INTO item (value) VALUES (zeroblob(3000))", [])
                    }
                }
            }
            previous?.end.signal()
            try await previous?.asking.value
            let size = try FileManager.default.attributesOfItem(atPath: place.path + "-wal")[.size] as? Int
            let pages = try #require(size) / 4_096
            // All that was written is ten times as much.
            #expect(pages < 2 * 64 + 6 * 60, "\(pages)")
            try await database.close()
        }
    }
}
