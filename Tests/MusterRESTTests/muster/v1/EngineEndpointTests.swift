import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// What the engine is doing.
@Suite struct EngineEndpointTests {
    @Test("lanes, backlog, the oldest event and what comes next")
    func engine() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: #"{"flow":[{"Wait":"3 days"}]}"#)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            let record = try #require(try await api.get("/muster/v1/engine.json").result?.first?.object)
            #expect(record["now"]?.text == "2024-03-05T12:00:00Z")
            #expect(
                record["backlog"]?.jsonText
                    == #"{"events":0,"ready":0,"moving":0,"waiting":1,"dueRuns":0,"outbox":[]}"#)
            #expect(record["oldestEvent"]?.isNull == true)
            #expect(record["nextDue"]?.jsonText == #"{"at":"2024-03-08T12:00:00Z","kind":"wait"}"#)
            let lanes = try #require(record["lanes"]?.array).compactMap(\.object)
            #expect(
                JSONValue.object(try #require(lanes.first { $0["name"]?.text == "triggers" })).jsonText
                    == """
                    {"name":"triggers","for":"offers events to trigger campaigns","state":"idle",\
                    "since":"2024-03-05T12:00:00Z","until":null,"pauseSeconds":null,"failures":0,"reason":null}
                    """)
        }
    }
}
