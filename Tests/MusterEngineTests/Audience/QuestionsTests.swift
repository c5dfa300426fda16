import MusterAudience
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterAudience

/// Questions that take long: an endless one stands for them.
@Suite(.timeLimit(.minutes(10))) struct QuestionsTests {
    private static func endless(_ reader: StoreReader) throws {
        try reader.connection.query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", []
        ) { _ in true }
    }

    /// Nobody is sent away because the machine is slow.
    private static var patient: QuestionLimits {
        var limits = QuestionLimits()
        limits.patience = .seconds(86_400)
        return limits
    }

    private static func code(of error: (any Error)?) -> StoreError.Code? { (error as? StoreError)?.code }

    @Test func aQuestionWhoseAskerIsGoneEnds() async throws {
        try await withStore { store async throws in
            let questions = Questions(store: store, limits: QuestionLimits())
            let (begun, signal) = AsyncStream.makeStream(of: Void.self)
            let asking = Task {
                try await questions.ask(.command) { reader in
                    signal.yield()
                    try Self.endless(reader)
                }
            }
            for await _ in begun { break }
            asking.cancel()
            let error = await #expect(throws: StoreError.self) { try await asking.value }
            #expect(Self.code(of: error) == .cancelled)
            #expect(try await questions.ask(.command) { try $0.leadIDs(limit: 1) } == [])
        }
    }

    @Test func theAskerMaySayHowLongHeWaits() async throws {
        try await withStore { store async throws in
            let questions = Questions(store: store, limits: QuestionLimits())
            let error = await #expect(throws: StoreError.self) {
                try await questions.ask(Asker(timeLimit: .milliseconds(5)), Self.endless)
            }
            #expect(Self.code(of: error) == .timedOut)
        }
    }

    /// The readers of a test's store are two; more endless questions than that leave them free.
    @Test func shortReadsGoOnBesideQuestions() async throws {
        try await withStore { store async throws in
            let questions = Questions(store: store, limits: QuestionLimits())
            let (begun, signal) = AsyncStream.makeStream(of: Void.self)
            let asking = (0..<6).map { _ in
                Task {
                    try await questions.ask(.command) { reader in
                        signal.yield()
                        try Self.endless(reader)
                    }
                }
            }
            for await _ in begun { break }
            #expect(try store.read { try $0.leadIDs(limit: 1) } == [])
            try await store.write { _ = try $0.createLead([:], origin: .api) }
            #expect(try store.read { try $0.leadIDs(limit: 9) } == [1])
            for task in asking { task.cancel() }
            for task in asking { await #expect(throws: (any Error).self) { try await task.value } }
        }
    }

    @Test func moreQuestionsOfOneUserThanAllowedAreToldSoInTheEnd() async throws {
        var limits = QuestionLimits()
        limits.perUser = 1
        limits.patience = .milliseconds(20)
        let turns = QuestionTurns(atOnce: 2, limits: limits)
        try await turns.take("a")
        await #expect(throws: QuestionError.tooMany(perUser: 1)) { try await turns.take("a") }
        // Others, and nobody in particular, have their turn meanwhile.
        try await turns.take("b")
        turns.giveBack("b")
        try await turns.take(nil)
        turns.giveBack(nil)
        turns.giveBack("a")
        try await turns.take("a")
    }

    @Test func whoeverHasTheFewestQuestionsComesFirst() async throws {
        let turns = QuestionTurns(atOnce: 2, limits: Self.patient)
        let order = Recorder<String>()
        try await turns.take("busy")
        try await turns.take("busy")
        let (waiting, signal) = AsyncStream.makeStream(of: Void.self)
        let tasks = ["busy", "busy", "quiet"].map { user in
            Task {
                signal.yield()
                try await turns.take(user)
                order.add(user)
                turns.giveBack(user)
            }
        }
        var begun = 0
        for await _ in waiting {
            begun += 1
            if begun == 3 { break }
        }
        while turns.waitingCount < 3 { await Task.yield() }
        turns.giveBack("busy")
        for task in tasks { try await task.value }
        #expect(order.values.first == "quiet")
        #expect(order.values.count == 3)
    }

    @Test func questionsOfNobodyLeaveAPlaceToUsers() async throws {
        var limits = QuestionLimits()
        limits.patience = .seconds(5)
        let turns = QuestionTurns(atOnce: 2, limits: limits)
        try await turns.take(nil)
        let admitted = Recorder<Int>()
        let second = Task {
            try await turns.take(nil)
            admitted.add(2)
        }
        while turns.waitingCount < 1 && admitted.values.isEmpty { await Task.yield() }
        try await turns.take("a")
        #expect(admitted.values.isEmpty)
        turns.giveBack(nil)
        try await second.value
        turns.giveBack(nil)
        turns.giveBack("a")
    }

    @Test func questionsOfNobodyAreAnsweredWhereThereIsOnePlace() async throws {
        let turns = QuestionTurns(atOnce: 1, limits: Self.patient)
        try await turns.take(nil)
        turns.giveBack(nil)
        #expect(turns.waitingCount == 0)
    }

    @Test func whoeverGivesUpWaitingIsForgotten() async throws {
        let turns = QuestionTurns(atOnce: 1, limits: Self.patient)
        try await turns.take("a")
        let waiting = Task { try await turns.take("b") }
        while turns.waitingCount < 1 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await turns.take("c")
        }
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(turns.waitingCount == 0)
        turns.giveBack("a")
        try await turns.take("d")
    }
}
