import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct DeactivateSmartCampaignEndpointTests {
    @Test("nobody enters any more")
    func deactivated() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            let answer = try await api.call(.post, "/rest/asset/v1/smartCampaign/\(id)/deactivate.json")
            #expect(answer.stable == assetAnswer(#"{"id":1001}"#))
            #expect(try await api.get("/rest/asset/v1/smartCampaign/\(id).json").record?["status"] == "Inactive")
            let lead = try await api.lead("a@example.com")
            try await api.engine.runUntilIdle()
            #expect(try api.store.read { try $0.lead(lead, fields: [.leadScore]) }?[.leadScore] != .integer(1))
        }
    }

    @Test("what is not active, and what is not there")
    func refused() async throws {
        try await APIFixture.run { api async throws in
            try await api.triggerCampaign("A")
            try await api.expectRefusal(
                "709", "Smart Campaign is not activated", .post, "/rest/asset/v1/smartCampaign/1001/deactivate.json")
            try await api.expectRefusal(
                "702", "Smart Campaign not found or it has been deleted", .post,
                "/rest/asset/v1/smartCampaign/7/deactivate.json")
        }
    }
}
