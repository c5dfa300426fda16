import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// A whole list built with the authoring calls alone.
@Suite struct BuildSmartListTests {
    private static let document = #"""
        {"logic":"(1 or 2) and (3 or 4 or 5)",
         "triggers":[{"Clicks Link in Email":{"Email":"Spring.Invitation","Is Bot Activity":false}},
                     {"Data Value Changes":{"Attribute":["City","Country"],"New Value":{"is not empty":true}}}],
         "filters":[{"Country":["Germany","Bonaire, Sint Eustatius and Saba"]},
                    {"Not Visited Web Page":{"Web Page":{"contains":"/pricing"},"Date of Activity":{"in past":"30 days"},
                                             "Min. Number of Times":2}},
                    {"Member of Program":{"not in":["Spring"],"Program Status":"Engaged"}},
                    {"Annual Revenue":{"between":[1000,2000]}},
                    {"Member of Smart List":"Others"}]}
        """#

    @Test("calls and a document make the same list")
    func sameAsDocument() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            try await api.email("Invitation", in: .program(program))
            try await api.campaign("By calls")
            try await api.campaign("By document")
            try await api.smartList("Others")
            let answer = try await api.call(.put, "/muster/v1/smartList/1002/rules.json", .json(Self.document))
            #expect(answer.isSuccess, "\(answer.text)")
            try await Self.build(api)
            let built = try await api.rules(1001)
            #expect(built.withoutRuleIDs == (try await api.rules(1002)).withoutRuleIDs)
            let ids = try await api.ruleIDs(1001)
            #expect(Set(ids).count == 7)
            // What the calls made, the document call reads, and finds nothing changed.
            let again = try await api.call(.put, "/muster/v1/smartList/1001/rules.json", .json(built.text))
            #expect(again.record == built)
            #expect(try await api.rules(1001) == built)
        }
    }

    /// Not in the order of the document, so that moving is part of it.
    private static func build(_ api: APIFixture) async throws {
        let country = try api.fieldID("Country")
        let revenue = try api.fieldID("Annual Revenue")
        let money = try await api.addRule(revenue, "attribute", at: 1)
        try await api.setConstraint(money, revenue, "attribute", "1000,2000", operator: "Between")
        let home = try await api.addRule(country, "attribute", at: 1)
        try await api.setConstraint(
            home, country, "attribute", #"Germany, "Bonaire, Sint Eustatius and Saba""#, operator: "IS")
        let visit = try await api.addRule(1, "Activity", at: 3, "&negative=true")
        try await api.setConstraint(visit, 1, "activity", "/pricing", operator: "contains")
        try await api.setConstraint(visit, -101, "activity", "30 days", operator: "in past")
        try await api.setConstraint(visit, -102, "activity", "2")
        let other = try await api.addRule(9502, "attribute", at: 4)
        try await api.setConstraint(other, 9502, "attribute", "Others")
        let member = try await api.addRule(9503, "attribute", at: 5)
        try await api.setConstraint(member, 9503, "attribute", "Spring", operator: "not in")
        try await api.setConstraint(member, 9531, "attribute", "Engaged")
        let surplus = try await api.addRule(country, "attribute", at: 6)
        let changed = try await api.addRule(13, "activity", at: 1, "&trigger=true")
        try await api.setConstraint(changed, 1301, "activity", "City,Country")
        try await api.setConstraint(changed, 1302, "activity", "", operator: "is not empty")
        let clicked = try await api.addRule(11, "activity", at: 1, "&trigger=true")
        try await api.setConstraint(clicked, 16, "activity", "Spring.Invitation")
        try await api.setConstraint(clicked, 1109, "activity", "false")
        try await api.setConstraint(clicked, 1102, "activity", "https://example.com/a", operator: "starts with")
        let removed = try await api.post(
            "/rest/asset/v1/smartList/1001/rule/\(clicked)/removeConstraint.json",
            form: #"attributeId={"id":1102,"type":"activity"}"#)
        #expect(removed.isSuccess, "\(removed.text)")
        #expect(
            try await api.post("/rest/asset/v1/smartList/1001/rule/\(surplus)/delete.json", form: "").isSuccess)
        let order = [home, visit, member, money, other].enumerated()
            .map { #"{"id":\#($1),"index":\#($0 + 1)}"# }.joined(separator: ",")
        let moved = try await api.post("/rest/asset/v1/smartList/1001/reorder.json", form: "order=[\(order)]")
        #expect(moved.isSuccess, "\(moved.text)")
        let logic = try await api.post(
            "/rest/asset/v1/smartList/1001/filterLogic.json",
            form: "matchType=custom&customRuleLogic=(1 or 2) and (3 or 4 or 5)")
        #expect(logic.isSuccess, "\(logic.text)")
    }

    @Test("an unfinished rule selects nobody, makes the campaign invalid, and says where it is")
    func unfinished() async throws {
        try await APIFixture.run { api async throws in
            try await api.lead("a@example.com", [.country: .text("Germany")])
            try await api.triggerCampaign("A")
            try await api.smartList("B")
            let country = try api.fieldID("Country")
            let rule = try await api.addRule(country, "attribute", at: 1, in: 1002)
            try await api.expectRefusal(
                "709", "filters[0].conditions[0]: 'is' takes at least one value, there is none", .get,
                "/muster/v1/smartList/1002/count.json")
            try await api.setConstraint(rule, country, "attribute", "germany", in: 1002)
            #expect(try await api.get("/muster/v1/smartList/1002/count.json").record?["count"] == 1)

            try await api.addRule(country, "attribute", at: 1)
            let campaign = try await api.get("/rest/asset/v1/smartCampaign/1001.json").record
            #expect(campaign?["status"] == "Invalid")
            try await api.expectRefusal(
                "709",
                "Smart Campaign has invalid rules: filters[0].conditions[0]: 'is' takes at least one value, there is none",
                .post, "/rest/asset/v1/smartCampaign/1001/activate.json")
            let list = try await api.get("/rest/asset/v1/smartList/1001.json?includeRules=true").record
            let condition = list?["rules"]?.object?["filters"]?.array?[0].object?["conditions"]?.array?[0].object
            #expect(condition?["isError"] == true)
            #expect(condition?["errorMessage"] == "'is' takes at least one value, there is none")
        }
    }

    @Test("an active campaign listens to what its triggers have become, and keeps its last one")
    func active() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.triggerCampaign("A")
            try await api.engine.commands.activate(id)
            let types = { try api.store.read { try $0.listenedTypes(of: id) } }
            let first = try await api.ruleIDs()[0]
            let added = try await api.addRule(13, "activity", at: 2, "&trigger=true")
            try await api.setConstraint(added, 1301, "activity", "", operator: "is any")
            #expect(try types() == [ActivityType.newLead.id, ActivityType.changeDataValue.id])
            _ = try await api.post("/rest/asset/v1/smartList/1001/rule/\(first)/delete.json", form: "")
            #expect(try types() == [ActivityType.changeDataValue.id])
            let message = "Smart Campaign must have at least one trigger while it is active; deactivate it first"
            for call in ["rule/\(added)/delete", "rules/delete"] {
                try await api.expectRefusal("709", message, .post, "/rest/asset/v1/smartList/1001/\(call).json")
            }
        }
    }

    @Test("a deleted filter leaves the logic in error until it is set again")
    func deleted() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList(
                "A", rules: #"{"logic":"1 and (2 or 3)","filters":[{"City":"Rome"},{"City":"Bonn"},{"City":"Oslo"}]}"#)
            let ids = try await api.ruleIDs()
            _ = try await api.post("/rest/asset/v1/smartList/1001/rule/\(ids[1])/delete.json", form: "")
            #expect(try await api.rules()["filterCustomRuleLogic"] == "1 and (2 or 3)")
            #expect(try await api.ruleIDs() == [ids[0], ids[2]])
            try await api.expectRefusal(
                "709", "filterCustomRuleLogic: there is no filter 3, there are only 2 filters", .get,
                "/muster/v1/smartList/1001/count.json")
            let fixed = try await api.post(
                "/rest/asset/v1/smartList/1001/filterLogic.json", form: "matchType=Advanced&customRuleLogic=1 or 2")
            #expect(fixed.record?["rules"]?.object?["filterMatchType"] == "custom")
            #expect(try await api.get("/muster/v1/smartList/1001/count.json").isSuccess)
        }
    }
}

extension JSONObject {
    /// A rules document with 0 for every rule's id.
    fileprivate var withoutRuleIDs: JSONObject {
        var document = self
        for role in ["triggers", "filters"] {
            document[role] = .array(
                (self[role]?.array ?? []).map { rule in
                    var rule = rule.object ?? JSONObject()
                    rule["id"] = 0
                    return .object(rule)
                })
        }
        return document
    }
}

extension APIFixture {
    @discardableResult
    func email(_ name: String, in folder: FolderReference) async throws -> EmailID {
        try await store.write { writer in
            try writer.createEmail(
                name: name, folder: folder, subject: name, fromName: "A", fromEmail: "a@example.com",
                replyEmail: "a@example.com", html: "<p>Hello</p>"
            ).id
        }
    }
}
