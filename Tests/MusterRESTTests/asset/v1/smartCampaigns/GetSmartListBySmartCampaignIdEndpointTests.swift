import MusterModel
import Testing

@Suite struct GetSmartListBySmartCampaignIdEndpointTests {
    @Test("the campaign's own list, with rules when asked for")
    func ownList() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Another")
            try await api.campaign("Welcome", rules: #"{"match":"any","filters":[{"Country":"Germany"}]}"#)
            let record = """
                {"id":1002,"name":"Welcome","createdAt":"2024-03-05T12:00:00Z+0000",\
                "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#SL1002A1LA1",\
                "folder":{"id":4,"type":"Folder"},"workspace":"Default"
                """
            let plain = try await api.get("/rest/asset/v1/smartCampaign/1001/smartList.json")
            #expect(plain.stable == assetAnswer(record + "}"))
            let full = try await api.get("/rest/asset/v1/smartCampaign/1001/smartList.json?includeRules=true")
            #expect(full.text.contains(#""rules":{"filterMatchType":"any","triggers":[],"filters":[{"id":"#))
            #expect(full.record?.keys.last == "rules")
        }
    }

    @Test("a missing campaign is a warning, and so is one of the server's own")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Own", in: nil)
            for id in [7, 1001] {
                #expect(try await api.get("/rest/asset/v1/smartCampaign/\(id)/smartList.json").stable == noAssetsAnswer)
            }
        }
    }
}
