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
                        "finishedAt":null,"failure":null,"qualified":0,"inFlow":0,"waiting":0,"completed":0,"removed":0,\
                        "skipped":0,"failed":0,"cut":0,"cuts":[]}
                        """,
                        """
                        {"id":50,"state":"running","origin":"command","scheduledAt":"2024-03-05T12:00:00Z",\
                        "startedAt":"2024-03-05T12:00:00Z","finishedAt":null,"failure":null,"qualified":3,"inFlow":1,\
                        "waiting":1,"completed":2,"removed":0,"skipped":0,"failed":0,"cut":0,"cuts":[]}
                        """))
        }
    }

    @Test("why a run did not start")
    func failure() async throws {
        try await APIFixture.run { api async throws in
            for index in 1...5 { try await api.lead("\(index)@example.com", [.country: .text("Germany")]) }
            let id = try await api.campaign("A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: Self.flow)
            try await api.store.write { writer in
                var campaign = try #require(try writer.reader.smartCampaign(id))
                campaign.maxMembers = 2
                _ = try writer.updateSmartCampaign(campaign)
            }
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            let run = try #require(try await api.get(Self.uri).result?.first?.object)
            #expect(run["state"]?.text == "failed" && run["startedAt"]?.isNull == true)
            #expect(run["failure"]?.text == "5 people qualify, which is more than the limit of 2")
        }
    }

    @Test("whom a guard against loops kept out, with names for those only who may read leads")
    func cuts() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.campaign("A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: Self.flow)
            try await api.next(.campaignRun, 50)
            try await api.engine.commands.schedule(id)
            try await api.store.write { writer in
                try writer.record([
                    ChainCut(
                        campaign: id, run: 50, lead: 7, chain: 3, at: writer.now, depth: 12, entries: 500, refused: 4)
                ])
            }
            let cut =
                #""campaignId":1001,"at":"2024-03-05T12:00:00Z","depth":12,"entries":500,"refused":4}]"#
            #expect(try await api.get(Self.uri).text.contains(#""cut":1,"cuts":[{"leadId":7,"# + cut))
            let token = try await api.token([.readOnlyCampaign])
            #expect(try await api.call(.get, Self.uri, token: token).text.contains(#""cut":1,"cuts":[{"# + cut))
        }
    }

    private static let flow = #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}"#

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
