import HTTPTypes
import MusterModel
import Testing

@Suite struct GetSmartCampaignByNameEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaign/byName.json"

    /// `Go` 1001 in program Spring, `Go` 1002 outside, `A, B` 1003, `Spring.Two` 1004.
    private static func plant(_ api: APIFixture) async throws {
        let program = try await api.program("Spring")
        try await api.campaign("Go", in: .program(program))
        try await api.campaign("Go")
        try await api.campaign("A, B")
        try await api.campaign("Two", in: .program(program))
    }

    @Test(
        "the whole name in its own case; of several the lowest id; else Program.Campaign",
        arguments: [
            ("Go", 1001), ("A,+B", 1003), ("Spring.Two", 1004), ("Spring.Go", 1001), ("go", nil), ("A", nil),
            ("G", nil),
            ("Winter.Go", nil), ("%25", nil),
        ] as [(String, Int64?)])
    func found(name: String, id: Int64?) async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            let answer = try await api.get(Self.uri + "?name=\(name)")
            #expect(answer.record?["id"]?.integer == id, "\(answer.text)")
            if let id {
                #expect(answer.stable == (try await api.get("/rest/asset/v1/smartCampaign/\(id).json").stable))
            } else {
                #expect(answer.stable == noAssetsAnswer)
            }
        }
    }

    @Test("the flow only when asked for")
    func flow() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", flow: #"{"flow":[{"Wait":"3 days"}]}"#)
            #expect(try await api.get(Self.uri + "?name=A").record?["flow"] == nil)
            #expect(try await api.get(Self.uri + "?name=A&includeFlowSteps=1").record?["flow"] != nil)
        }
    }

    @Test("a name is required", arguments: ["", "?name=", "?name=%20"])
    func blank(query: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal("701", "name cannot be blank", .get, Self.uri + query)
        }
    }
}
