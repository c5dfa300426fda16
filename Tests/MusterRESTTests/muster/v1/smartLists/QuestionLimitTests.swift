import MusterEngine
import MusterModel
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
}
