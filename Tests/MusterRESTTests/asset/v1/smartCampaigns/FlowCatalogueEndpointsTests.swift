import MusterModel
import Testing

/// What flows are made of.
@Suite struct FlowCatalogueEndpointsTests {
    @Test("every step with its parameters")
    func steps() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.get("/rest/asset/v1/smartCampaign/flowSteps.json")
            let steps = answer.record?["flowSteps"]?.array?.compactMap(\.object) ?? []
            #expect(answer.result?.count == 1 && answer.record?.keys == ["flowSteps"])
            #expect(steps.contains { $0["name"] == "Send Email" && $0["id"] == 6 })
            let score = try #require(steps.first { $0["name"] == "Change Score" })
            #expect(
                score.text == """
                    {"id":22,"name":"Change Score","constraints":[\
                    {"id":121,"name":"Score Name","dataType":"string","primary":true,"type":"standard"},\
                    {"id":122,"name":"Change","dataType":"string","primary":false,"type":"standard"}]}
                    """)
        }
    }

    @Test("every step that is listed can be added by its id")
    func addable() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            let answer = try await api.get("/rest/asset/v1/smartCampaign/flowSteps.json")
            for step in answer.record?["flowSteps"]?.array ?? [] {
                let id = try #require(step.object?["id"]?.integer)
                let added = try await api.post(
                    "/rest/asset/v1/smartCampaign/1001/flows.json",
                    form: #"activityType={"id":\#(id),"type":"activity"}&index=0"#)
                let first = added.record?["flow"]?.object?["steps"]?.array?.first?.object
                #expect(first?["activityTypeName"] == step.object?["name"])
                #expect(added.record?["status"] == "Never Run")
            }
        }
    }

    @Test("every attribute and membership that a condition may look at, and no activity")
    func types() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.get("/rest/asset/v1/smartCampaign/flowStepTypes.json")
            let types = answer.record?["flowStepTypes"]?.array?.compactMap(\.object) ?? []
            #expect(answer.result?.count == 1 && answer.record?.keys == ["flowStepTypes"])
            #expect(types.allSatisfy { $0["type"] == "attribute" })
            #expect(types.contains { $0["id"] == 9501 && $0["name"] == "Member of List" })
            let city = try #require(types.first { $0["name"] == "City" })
            let id = LeadField.city.id
            #expect(
                city.text == """
                    {"id":\(id),"name":"City","type":"attribute","constraints":[{"id":\(id),"name":"City",\
                    "dataType":"string","primary":true,"operator":"is","dbAttrib":"city","dbAttribId":"\(id)",\
                    "dbObject":"Lead","type":"standard"}]}
                    """)
        }
    }
}
