import MusterEngine
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterAudience

@Suite(.timeLimit(.minutes(5))) struct QuestionLimitTests {
    private static func endless(_ reader: StoreReader) throws {
        try reader.connection.query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", []
        ) { _ in true }
    }

    @Test func whoAsksTooMuchAtOnceIsToldHowMuchHeMay() async throws {
        var limits = QuestionLimits()
        limits.perUser = 1
        limits.patience = .milliseconds(20)
        try await APIFixture.run(limits: limits) { api async throws in
            try await api.smartList("Germans", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let (begun, signal) = AsyncStream.makeStream(of: Void.self)
            let asking = Task {
                try await api.engine.audience.questions.ask(Asker(user: "api@example.com")) { reader in
                    signal.yield()
                    try Self.endless(reader)
                }
            }
            for await _ in begun { break }
            let refused = try await api.get("/muster/v1/smartList/1001/count.json")
            #expect(refused.error?.code == "615")
            #expect(refused.error?.message == "Concurrent access limit '1' reached")
            // What is not such a question has no such limit.
            #expect(try await api.get("/muster/v1/clock.json").error == nil)
            asking.cancel()
            await #expect(throws: StoreError.self) { try await asking.value }
            #expect(try await api.get("/muster/v1/smartList/1001/count.json").record?["count"] == 0)
        }
    }
}
