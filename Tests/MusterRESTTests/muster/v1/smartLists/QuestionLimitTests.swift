import MusterEngine
import MusterModel
import MusterREST
import MusterSQLite
import MusterTesting
import Testing

@testable import MusterAudience

@Suite struct QuestionLimitTests {
    @Test func whoAsksTooMuchAtOnceIsToldHowMuchHeMay() async throws {
        var limits = QuestionLimits()
        limits.perUser = 1
        limits.patience = .milliseconds(20)
        try await APIFixture.run(limits: limits) { api async throws in
            try await api.smartList("Germans", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            // Another question of his is in progress.
            try await api.engine.audience.questions.turns.take("api@example.com")
            let refused = try await api.get("/muster/v1/smartList/1001/count.json")
            #expect(refused.error?.code == "615")
            #expect(refused.error?.message == "Concurrent access limit '1' reached")
            // What is not such a question has no such limit.
            #expect(try await api.get("/muster/v1/clock.json").error == nil)
            api.engine.audience.questions.turns.giveBack("api@example.com")
            #expect(try await api.get("/muster/v1/smartList/1001/count.json").record?["count"] == 0)
        }
    }

    @Test func whoWaitsInVainForRoomIsToldToAskAgain() async throws {
        var limits = QuestionLimits()
        limits.patience = .milliseconds(20)
        try await APIFixture.run(
            limits: limits,
            opening: { place in
                WatchedDatabase(
                    try SQLiteDatabase(path: place.path),
                    room: {
                        // Ends with the task alone.
                        let (nothing, signal) = AsyncStream.makeStream(of: Void.self)
                        for await _ in nothing {}
                        signal.finish()
                        try Task.checkCancellation()
                    })
            }
        ) { api async throws in
            try await api.smartList("Germans", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let refused = try await api.get("/muster/v1/smartList/1001/count.json")
            #expect(refused.error?.code == "713")
            #expect(refused.error?.message.hasPrefix("Transient Error: the database is held up") == true)
        }
    }

    @Test("a question under way, and one that comes later, is answered when the server ends", .timeLimit(.minutes(5)))
    func theServerEnds() async throws {
        var limits = QuestionLimits()
        limits.perUser = 1
        limits.patience = .seconds(86_400)
        try await APIFixture.run(limits: limits) { api async throws in
            try await api.smartList("Germans", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            // It never comes to its turn.
            let turns = api.engine.audience.questions.turns
            try await turns.take("api@example.com")
            async let answer = api.get("/muster/v1/smartList/1001/count.json")
            while turns.waitingCount == 0 { await Task.yield() }
            api.responder.stop()
            for answer in [try await answer, try await api.get("/muster/v1/smartList/1001/count.json")] {
                #expect(answer.error?.code == "713")
                #expect(answer.error?.message == "The server is stopping; ask again when it is back")
            }
            #expect(try await api.get("/muster/v1/clock.json").error == nil)
        }
    }
}
