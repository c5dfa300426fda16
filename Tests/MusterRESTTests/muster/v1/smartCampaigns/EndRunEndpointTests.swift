import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// Cancelling a run that has not started, and aborting one that has.
@Suite struct EndRunEndpointTests {
    private static let uri = "/muster/v1/smartCampaign/1001/run/50/"

    private func tell(_ body: @escaping @Sendable (APIFixture, SmartCampaignID) async throws -> Void) async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            let id = try await api.campaign(
                "A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: #"{"flow":[{"Wait":"3 days"}]}"#)
            try await api.next(.campaignRun, 50)
            try await api.engine.commands.schedule(id)
            try await body(api, id)
        }
    }

    private func state(_ answer: APIAnswer) -> String? { answer.result?.first?.object?["state"]?.text }

    @Test("a pending run is cancelled, and the second call says the same")
    func cancel() async throws {
        try await tell { api, _ in
            for _ in 1...2 {
                let answer = try await api.post(Self.uri + "cancel.json", json: "{}")
                #expect(answer.isSuccess && state(answer) == "cancelled", "\(answer.text)")
            }
            try await api.expectRefusal(
                "709", "Run 50 is over: it is cancelled", .post, Self.uri + "abort.json", .json("{}"))
        }
    }

    @Test("a run with people in it is aborted, they are taken out, and the second call says the same")
    func abort() async throws {
        try await tell { api, _ in
            try await api.expectRefusal(
                "709", "Run 50 has not started and cannot be aborted; it can be cancelled", .post,
                Self.uri + "abort.json", .json("{}"))
            _ = try await api.post("/muster/v1/clock.json", json: #"{"advance":"1 hour"}"#)
            let token = try await api.token(.all)
            func call(_ name: String) async throws -> APIAnswer {
                try await api.call(.post, Self.uri + name, token: token, .json("{}"))
            }
            #expect(
                try await call("cancel.json").error?.message
                    == "Run 50 has started and cannot be cancelled; it can be aborted")
            for _ in 1...2 { #expect(state(try await call("abort.json")) == "aborted") }
            try await api.engine.runUntilIdle()
            let run = try #require(try await call("abort.json").result?.first?.object)
            #expect(run["inFlow"]?.integer == 0 && run["removed"]?.integer == 1)
            #expect(run["failure"]?.text == "aborted by request")
        }
    }

    @Test("a campaign or a run that is not there, and a caller who may only read")
    func refused() async throws {
        try await tell { api, _ in
            try await api.campaign("B")
            for way in ["cancel", "abort"] {
                for (path, message) in [
                    ("1009/run/50", "Smart Campaign not found or it has been deleted"),
                    ("1002/run/50", "Run not found or it has been deleted"),
                    ("1001/run/51", "Run not found or it has been deleted"),
                ] {
                    try await api.expectRefusal(
                        "702", message, .post, "/muster/v1/smartCampaign/\(path)/\(way).json", .json("{}"))
                }
                let reader = try await api.token([.readOnlyCampaign, .readWriteAssets])
                let answer = try await api.call(.post, Self.uri + way + ".json", token: reader, .json("{}"))
                #expect(answer.error?.code == "603")
            }
            #expect(try api.store.read { try $0.run(50)?.run.state } == .scheduled)
        }
    }
}
