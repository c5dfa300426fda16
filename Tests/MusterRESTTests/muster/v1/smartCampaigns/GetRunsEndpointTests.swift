import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct GetRunsEndpointTests {
    private static let uri = "/muster/v1/smartCampaign/1001/runs.json"

    @Test("where people are in a run that waits, newest run first")
    func runs() async throws {
        try await APIFixture.run { api async throws in
            for index in 1...3 { try await api.lead("\(index)@example.com", [.country: .text("Germany")]) }
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#,
                flow:
                    #"{"flow":[{"Wait":{"choices":[{"if":{"Email Address":"1@example.com"},"Duration":"3 days"}],"default":"do nothing"}}]}"#
            )
            try await api.next(.campaignRun, 50)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            try await api.engine.commands.schedule(id)
            let answer = try await api.get(Self.uri)
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":51,"state":"scheduled","origin":"api","scheduledAt":"2024-03-05T12:05:00Z","startedAt":null,\
                        "finishedAt":null,"qualified":0,"inFlow":0,"waiting":0,"completed":0,"skipped":0,"failed":0}
                        """,
                        """
                        {"id":50,"state":"running","origin":"command","scheduledAt":"2024-03-05T12:00:00Z",\
                        "startedAt":"2024-03-05T12:00:00Z","finishedAt":null,"qualified":3,"inFlow":1,"waiting":1,\
                        "completed":2,"skipped":0,"failed":0}
                        """))
        }
    }

    @Test("no runs, no campaign, no id")
    func none() async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.get(Self.uri).stable == noAssetsAnswer)
            try await api.campaign("A")
            #expect(try await api.get(Self.uri).stable == assetAnswer())
            try await api.expectRefusal("1001", nil, .get, "/muster/v1/smartCampaign/x/runs.json")
        }
    }
}
