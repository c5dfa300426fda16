import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// The rules documents of smart lists and of campaigns.
@Suite struct SmartListRulesTests {
    private static let list = "/muster/v1/smartList/1001/rules.json"
    private static let campaign = "/muster/v1/smartCampaign/1001/rules.json"

    private func field(_ name: String, _ api: APIFixture) throws -> Int {
        try #require(api.store.catalogs.leadFields.field(named: name)?.id)
    }

    @Test("the short grammar in, Adobe's shape with ids out, and both read back")
    func replaced() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.rule, 70)
            try await api.smartList("A")
            let short = """
                {"logic":"1 and 2","filters":[{"Job Title":{"contains":["VP","Vice President"]}},\
                {"Visited Web Page":{"Web Page":"/pricing","Date of Activity":{"in past":"30 days"},\
                "Min. Number of Times":3}}]}
                """
            let answer = try await api.call(.put, Self.list, .json(short))
            let title = try self.field("Job Title", api)
            let full = assetAnswer(
                """
                {"filterMatchType":"custom","filterCustomRuleLogic":"1 and 2","triggers":[],"filters":[\
                {"id":70,"name":"Job Title","ruleTypeId":\(title),"ruleType":"Attribute","operator":"contains",\
                "conditions":[{"attributeId":\(title),"attributeName":"Job Title","operator":"contains",\
                "values":["VP","Vice President"],"isPrimary":true}]},\
                {"id":71,"name":"Visited Web Page","ruleTypeId":1,"ruleType":"Activity","operator":"occurs",\
                "conditions":[{"activityAttributeId":1,"activityAttributeName":"Web Page","operator":"is",\
                "values":["/pricing"],"isPrimary":true},{"activityAttributeId":-101,\
                "activityAttributeName":"Date of Activity","operator":"in past","values":["30 days"],"isPrimary":false},\
                {"activityAttributeId":-102,"activityAttributeName":"Min. Number of Times","operator":"at least",\
                "values":["3"],"isPrimary":false}]}]}
                """)
            #expect(answer.stable == full)
            #expect(try await api.get(Self.list).stable == full)
            let written = try await api.get(Self.list + "?format=short")
            #expect(try await api.call(.put, Self.list, .json(try #require(written.record).text)).stable == full)
            #expect(try await api.call(.put, Self.list, .json(try #require(answer.record).text)).stable == full)
        }
    }

    @Test("rules that stay the same keep their ids, wherever they move")
    func ids() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.rule, 70)
            try await api.smartList("A", rules: #"{"filters":[{"Country":"Germany"},{"City":"Berlin"}]}"#)
            let answer = try await api.call(
                .put, Self.list, .json(#"{"filters":[{"City":"Berlin"},{"Country":"France"},{"Country":"Germany"}]}"#))
            let ids = answer.record?["filters"]?.array?.compactMap { $0.object?["id"]?.integer }
            #expect(ids == [71, 72, 70])
        }
    }

    @Test("triggers only in a campaign's list")
    func triggers() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A")
            try await api.smartList("B")
            let document = #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}],"filters":[]}"#
            let answer = try await api.call(.put, Self.campaign, .json(document))
            #expect(answer.record?["triggers"]?.array?.count == 1, "\(answer.text)")
            #expect(try await api.get("/rest/asset/v1/smartCampaign/1001.json").record?["type"] == "trigger")
            // The same list under its own id.
            #expect(try await api.get(Self.list).record == answer.record)
            try await api.expectRefusal("709", nil, .put, "/muster/v1/smartList/1002/rules.json", .json(document))
        }
    }

    @Test("a document with problems is refused as a whole, with one error for each")
    func problems() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let document = """
                {"filterMatchType":"custom","filterCustomRuleLogic":"1 and 4","filters":[{"Favourite Colour":"red"},\
                {"Job Title":{"greater than":"5"}},{"Member of List":"Nowhere"}]}
                """
            try await api.expectRefusal("709", nil, .put, Self.campaign, .json(document))
            let answer = try await api.call(.put, Self.campaign, .json(document))
            #expect(answer.errors.count >= 4, "\(answer.text)")
            #expect(answer.errors.allSatisfy { $0.code == "709" })
            for place in ["filters[0]", "filters[1]", "filters[2]", "filterCustomRuleLogic"] {
                #expect(answer.errors.contains { $0.message.hasPrefix(place) }, "\(place) in \(answer.text)")
            }
        }
    }

    @Test("the place of a value in Adobe's shape")
    func place() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("A")
            let answer = try await api.call(
                .put, Self.list,
                .json(
                    #"{"filters":[{"name":"Country","operator":"is","values":["Germany"]},{"name":"Member of List","ruleType":"Attribute","operator":"in","conditions":[{"attributeName":"Member of List","operator":"in","values":["Nowhere"],"isPrimary":true}]}]}"#
                ))
            #expect(answer.errors.count == 1)
            #expect(
                answer.error?.message.hasPrefix("filters[1].conditions[0].values[0]: ") == true, "\(answer.text)")
        }
    }

    @Test("a list may not contain itself, however far around")
    func cycles() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("A")
            try await api.smartList("B", rules: #"{"filters":[{"Member of Smart List":"A"}]}"#)
            try await api.smartList("C", rules: #"{"filters":[{"City":"Rome"},{"Member of Smart List":["B"]}]}"#)
            for inner in ["A", "B", "C"] {
                try await api.expectRefusal(
                    "709", "filters[1].conditions[0].values[0]: the smart list would contain itself through '\(inner)'",
                    .put, Self.list, .json(#"{"filters":[{"City":"Rome"},{"Member of Smart List":"\#(inner)"}]}"#))
            }
            // The other way round there is no cycle.
            let fine = try await api.call(
                .put, "/muster/v1/smartList/1003/rules.json",
                .json(#"{"filters":[{"Member of Smart List":["A","B"]}]}"#))
            #expect(fine.isSuccess, "\(fine.text)")
        }
    }

    @Test("an active campaign listens to its new triggers with the answer")
    func whileActive() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            let types = { try api.store.read { try $0.listenedTypes(of: id) } }
            #expect(try types() == [ActivityType.newLead.id])
            let answer = try await api.call(
                .put, Self.campaign,
                .json(#"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}],"filters":[]}"#))
            #expect(answer.isSuccess, "\(answer.text)")
            #expect(try types() == [ActivityType.changeDataValue.id])
            #expect(api.store.catalogs.listenedTypes == [ActivityType.changeDataValue.id])
            #expect(try await api.get("/rest/asset/v1/smartCampaign/1001.json").record?["isActive"] == true)
            try await api.expectRefusal(
                "709", "Smart Campaign must have at least one trigger while it is active; deactivate it first", .put,
                Self.campaign,
                .json(#"{"filters":[{"Country":"Germany"}]}"#))
        }
    }

    @Test("an active campaign is given no rules and no flow that could not be activated")
    func invalidWhileActive() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            try await api.smartList("L", rules: #"{"filters":[{"City":"Rome"}]}"#)
            let filter = #"ruleId={"id":\#(LeadField.country.id),"type":"attribute"}&index=1"#
            #expect(try await api.post("/rest/asset/v1/smartList/1002/rules.json", form: filter).isSuccess)
            let members = #"{"Member of Smart List":"L"}"#
            let rules = APIBody.json(#"{"triggers":[{"Person is Created":{}}],"filters":[\#(members)]}"#)
            let flow = APIBody.json(
                #"{"flow":[{"Wait":{"choices":[{"if":\#(members),"Duration":"1 day"}],"default":"do nothing"}}]}"#)
            for (uri, body, what) in [
                (Self.campaign, rules, "rules"), ("/muster/v1/smartCampaign/1001/flow.json", flow, "flow steps"),
            ] {
                let refused = try await api.call(.put, uri, body)
                #expect(refused.error?.code == "709")
                #expect(
                    refused.error?.message.hasPrefix("Smart Campaign has invalid \(what): ") == true,
                    "\(refused.text)")
            }
            try await api.engine.commands.deactivate(id)
            #expect(try await api.call(.put, Self.campaign, rules).isSuccess)
        }
    }

    @Test(
        "bad calls",
        arguments: [
            (.json("{}"), "709", "the document is empty"), (.none, "709", "the document is empty"),
            (.json(#"{"filters":["#), "609", "Invalid JSON"), (.json("[]"), "609", "Invalid JSON"),
            (.form("filters=[]"), "612", "Invalid Content Type"), (.json(#"{"filters":{}}"#), "709", nil),
            (.json(#"{"filters":[{"City":"Rome"}],"colour":"red"}"#), "709", nil),
            (.json(#"{"filters":[{"City":"Rome"}],"match":"some"}"#), "709", nil),
        ] as [(APIBody, String, String?)])
    func refused(body: APIBody, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("A", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            try await api.expectRefusal(code, message, .put, Self.list, body)
            try await api.expectRefusal(code, message, .put, Self.campaign, body)
        }
    }

    @Test("missing ones, and a format there is not")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            let body = APIBody.json(#"{"filters":[{"City":"Rome"}]}"#)
            try await api.expectRefusal("702", "Smart List not found or it has been deleted", .put, Self.list, body)
            try await api.expectRefusal(
                "702", "Smart Campaign not found or it has been deleted", .put, Self.campaign, body)
            #expect(try await api.get(Self.list).stable == noAssetsAnswer)
            #expect(try await api.get(Self.campaign).stable == noAssetsAnswer)
            try await api.expectRefusal(
                "1003", "Invalid value for 'format': yaml", .get, Self.list + "?format=yaml")
        }
    }
}

extension JSONObject {
    var text: String { JSONValue.object(self).jsonText }
}
