import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Updating, discarding, deleting custom activity types and their attributes.
@Suite struct CustomActivityTypeEditingTests {
    private static let types = "/rest/v1/activities/external"
    private static let now = "2024-03-05T12:00:00Z"

    /// A draft with two attributes.
    private func draft(_ api: APIFixture, _ apiName: String = "purchase") async throws {
        let created = try await api.post(
            Self.types + "/type.json",
            json:
                #"{"apiName":"\#(apiName)","name":"\#(apiName) name","triggerName":"\#(apiName) trigger","filterName":"\#(apiName) filter","description":"Bought","primaryAttribute":{"apiName":"product","name":"Product"}}"#
        )
        #expect(created.isSuccess, "\(created.text)")
        _ = try await api.post(
            Self.types + "/type/\(apiName)/attributes/create.json",
            json:
                #"{"attributes":[{"apiName":"count","name":"CD Count","dataType":"integer"},{"apiName":"amount","name":"Amount","dataType":"currency"}]}"#
        )
    }

    private func approved(_ api: APIFixture) async throws {
        try await draft(api)
        #expect(try await api.post(Self.types + "/type/purchase/approve.json", json: "").isSuccess)
    }

    /// A list whose filter is of the type.
    private func useInRules(_ api: APIFixture) async throws -> SmartListID {
        try await api.store.write { writer in
            let type = try #require(writer.catalogs.activityTypes.type(apiName: "purchase"))
            let rule = Rule(
                name: "purchase filter", typeID: Int(type.id.rawValue), kind: .activity, operatorName: "occurs",
                conditions: [
                    RuleCondition(
                        attributeID: 10_000_101, attributeName: "Product", operatorName: "is any", values: [],
                        isPrimary: true)
                ])
            return try writer.createSmartList(
                name: "Buyers", description: nil, folder: .folder(SystemAssets.groupLists),
                rules: RuleSet(filters: [rule])
            ).id
        }
    }

    private func record(
        _ names: String, _ status: String,
        primary: String = #"{"apiName":"product","name":"Product","dataType":"string"}"#,
        attributes: String? = nil
    ) -> String {
        let usual =
            #"{"apiName":"count","name":"CD Count","dataType":"integer","isPrimary":false},{"apiName":"amount","name":"Amount","dataType":"currency","isPrimary":false}"#
        return
            ##"{"requestId":"#","result":[{"id":100001,"apiName":\##(names),"createdAt":"\##(Self.now)","updatedAt":"\##(Self.now)","status":"\##(status)","primaryAttribute":\##(primary),"attributes":[\##(attributes ?? usual)]}],"success":true}"##
    }
    private static let usualNames =
        #""purchase","name":"purchase name","description":"Bought","triggerName":"purchase trigger","filterName":"purchase filter""#

    @Test("an update changes the draft, and the approved definition stays until the draft is approved")
    func update() async throws {
        try await APIFixture.run { api in
            try await approved(api)
            let names =
                #""purchase","name":"Order","triggerName":"purchase trigger","filterName":"Has Ordered""#
            let primary = #"{"apiName":"article","name":"Product","description":"SKU","dataType":"string"}"#
            let answer = try await api.post(
                Self.types + "/type/purchase.json",
                json:
                    #"{"name":"Order","filterName":"Has Ordered","triggerName":"","description":"","primaryAttribute":{"apiName":"article","description":"SKU"}}"#
            )
            #expect(answer.stable == record(names, "approved with draft", primary: primary))
            let describe = Self.types + "/type/purchase/describe.json"
            #expect(try await api.get(describe).stable == record(Self.usualNames, "approved with draft"))
            #expect(
                try await api.get(describe + "?draft=true").stable
                    == record(names, "approved with draft", primary: primary))
            #expect(api.store.catalogs.activityTypes[100_001]?.filterName == "purchase filter")
            let discarded = try await api.post(Self.types + "/type/purchase/discardDraft.json", json: "")
            #expect(discarded.stable == record(Self.usualNames, "approved"))
            #expect(try await api.get(describe + "?draft=true").stable == record(Self.usualNames, "approved"))
            let same = try await api.post(Self.types + "/type/purchase.json", json: #"{"name":"purchase name"}"#)
            #expect(same.stable == record(Self.usualNames, "approved"), "nothing changes, so there is no draft")
        }
    }

    @Test("the API name changes until the type is first approved")
    func apiName() async throws {
        try await APIFixture.run { api in
            try await draft(api)
            let answer = try await api.post(Self.types + "/type/purchase.json", json: #"{"apiName":"Purchase2"}"#)
            #expect(answer.stable == record(Self.usualNames.replacing("\"purchase\"", with: "\"Purchase2\""), "draft"))
            _ = try await api.post(Self.types + "/type/Purchase2/approve.json", json: "")
            try await api.expectRefusal(
                "1022", "Object in use", .post, Self.types + "/type/Purchase2.json", .json(#"{"apiName":"third"}"#))
        }
    }

    @Test("attributes of the draft are changed and taken out by their API names")
    func attributes() async throws {
        try await APIFixture.run { api in
            try await approved(api)
            let uri = Self.types + "/type/purchase/attributes"
            let updated = try await api.post(
                uri + "/update.json",
                json:
                    #"{"attributes":[{"apiName":"count","name":"Count","dataType":"float","isPrimary":false},{"apiName":"product","name":"Article","dataType":"string","isPrimary":true}]}"#
            )
            let primary = #"{"apiName":"product","name":"Article","dataType":"string"}"#
            let count = #"{"apiName":"count","name":"Count","dataType":"float","isPrimary":false}"#
            #expect(
                updated.stable
                    == record(
                        Self.usualNames, "approved with draft", primary: primary,
                        attributes: count
                            + #",{"apiName":"amount","name":"Amount","dataType":"currency","isPrimary":false}"#))
            let deleted = try await api.post(uri + "/delete.json", json: #"{"attributes":[{"apiName":"amount"}]}"#)
            #expect(
                deleted.stable == record(Self.usualNames, "approved with draft", primary: primary, attributes: count))
            #expect(api.store.catalogs.activityTypes[100_001]?.attributes.map(\.name) == ["CD Count", "Amount"])
            _ = try await api.post(Self.types + "/type/purchase/approve.json", json: "")
            #expect(api.store.catalogs.activityTypes[100_001]?.attributes.map(\.name) == ["Count"])
        }
    }

    @Test("a deleted type is gone, its API name and names are free, its activities stay")
    func delete() async throws {
        try await APIFixture.run { api in
            try await approved(api)
            let lead = try await api.lead("a@example.com")
            _ = try await api.post(
                Self.types + ".json",
                json:
                    #"{"input":[{"leadId":\#(lead),"activityDate":"2024-01-01","activityTypeId":100001,"primaryAttributeValue":"CD"}]}"#
            )
            let answer = try await api.post(Self.types + "/type/purchase/delete.json", json: "")
            #expect(answer.stable == record(Self.usualNames, "deleted"))
            #expect(try await api.get(Self.types + "/types.json").result == [])
            #expect(try await api.get(Self.types + "/type/purchase/describe.json").error?.code == "1013")
            let log = try api.store.read { try $0.activities(after: 0, since: nil, types: [100_001], limit: 9).rows }
            #expect(log.map(\.content.primaryValue) == ["CD"])
            try await draft(api)
            #expect(try api.store.read { try $0.customActivityType(apiName: "purchase")?.id } == 100_002)
        }
    }

    @Test(
        "while rules refer to an approved type its names and attributes stay; descriptions change, attributes are added"
    )
    func inUse() async throws {
        try await APIFixture.run { api in
            try await approved(api)
            // Drawn up before there was a rule.
            let early = #"{"attributes":[{"apiName":"count"}]}"#
            let uri = Self.types + "/type/purchase"
            _ = try await api.post(uri + "/attributes/delete.json", json: early)
            let list = try await useInRules(api)
            try await api.expectRefusal("1022", "Object in use", .post, uri + "/approve.json")
            #expect(try await api.post(uri + "/discardDraft.json", json: "").isSuccess)
            for (path, body) in [
                (".json", #"{"name":"Order"}"#), (".json", #"{"triggerName":"Orders"}"#),
                (".json", #"{"filterName":"Ordered"}"#), (".json", #"{"primaryAttribute":{"name":"Article"}}"#),
                ("/attributes/update.json", #"{"attributes":[{"apiName":"count","name":"Count"}]}"#),
                ("/attributes/update.json", #"{"attributes":[{"apiName":"count","dataType":"float"}]}"#),
                ("/attributes/delete.json", #"{"attributes":[{"apiName":"amount"}]}"#),
                ("/delete.json", ""),
            ] {
                try await api.expectRefusal("1022", "Object in use", .post, uri + path, .json(body))
            }
            #expect(try await api.post(uri + ".json", json: #"{"description":"New"}"#).isSuccess)
            let added = try await api.post(
                uri + "/attributes/create.json",
                json: #"{"attributes":[{"apiName":"shop","name":"Shop","dataType":"string"}]}"#)
            #expect(added.isSuccess)
            #expect(try await api.post(uri + "/approve.json", json: "").isSuccess)
            _ = try await api.store.write { try $0.setRules(.empty, of: list) }
            #expect(try await api.post(uri + "/delete.json", json: "").isSuccess)
        }
    }

    @Test("a choice of a flow, and an active campaign, use a type as well")
    func usedByCampaigns() async throws {
        try await APIFixture.run { api in
            try await approved(api)
            try await draft(api, "other")
            let rule = Rule(
                name: "purchase filter", typeID: 100_001, kind: .activity, operatorName: "occurs", conditions: [])
            let campaign = try await api.store.write { writer in
                let folder = FolderReference.folder(SystemAssets.marketingActivities)
                let campaign = try writer.createSmartCampaign(name: "One", description: "", folder: folder)
                let choice = FlowChoice(condition: rule, parameters: [])
                _ = try writer.setFlow(
                    Flow(steps: [FlowStep(name: "Change Score", typeID: 5, choices: [choice])]), of: campaign.id)
                return campaign.id
            }
            let uri = Self.types + "/type/purchase/delete.json"
            try await api.expectRefusal("1022", "Object in use", .post, uri)
            _ = try await api.store.write { try $0.setFlow(Flow(steps: []), of: campaign) }
            _ = try await api.store.write { try $0.setActive(campaign, true, listening: [100_001]) }
            try await api.expectRefusal("1022", "Object in use", .post, uri)
            _ = try await api.store.write { try $0.setActive(campaign, false, listening: []) }
            #expect(try await api.post(Self.types + "/type/other/delete.json", json: "").isSuccess)
            #expect(try await api.post(uri, json: "").isSuccess)
        }
    }

    private static let refusals: [(path: String, body: String, code: String, message: String)] = [
        ("/type/nope.json", "{}", "1013", "Activity type not found"),
        ("/type/nope/delete.json", "", "1013", "Activity type not found"),
        ("/type/nope/discardDraft.json", "", "1013", "Activity type not found"),
        ("/type/nope/attributes/update.json", #"{"attributes":[{"apiName":"x"}]}"#, "1013", "Activity type not found"),
        ("/type/nope/attributes/delete.json", #"{"attributes":[{"apiName":"x"}]}"#, "1013", "Activity type not found"),
        ("/type/purchase.json", #"{"name":["x"]}"#, "1002", "Missing value for the required parameter 'name'"),
        ("/type/purchase.json", #"{"apiName":"a b"}"#, "1003", "Invalid value for 'apiName': a b"),
        ("/type/purchase.json", #"{"apiName":"OTHER"}"#, "1022", "Object in use"),
        ("/type/other.json", #"{"apiName":"Purchase"}"#, "1017", "Object already exists"),
        ("/type/purchase.json", #"{"name":"Other Name"}"#, "1003", "Invalid value for 'name': Other Name"),
        (
            "/type/purchase.json", #"{"filterName":"other FILTER"}"#, "1003",
            "Invalid value for 'filterName': other FILTER"
        ),
        (
            "/type/purchase.json", #"{"triggerName":"Visits Web Page"}"#, "1003",
            "Invalid value for 'triggerName': Visits Web Page"
        ),
        ("/type/purchase.json", #"{"primaryAttribute":{"apiName":"count"}}"#, "1017", "Object already exists"),
        ("/type/purchase.json", #"{"primaryAttribute":"x"}"#, "1001", #"Invalid value '"x"'. Required of type 'JSON'"#),
        (
            "/type/purchase.json", #"{"primaryAttribute":{"dataType":"integer"}}"#, "1003",
            "Invalid value for 'dataType': integer"
        ),
        ("/type/purchase/discardDraft.json", "", "1003", "Activity type 'purchase' has no draft"),
        ("/type/other/discardDraft.json", "", "1003", "Activity type 'other' has never been approved"),
        (
            "/type/purchase/attributes/update.json", "{}", "1002",
            "Missing value for the required parameter 'attributes'"
        ),
        (
            "/type/purchase/attributes/update.json", #"{"attributes":[{"name":"x"}]}"#, "1002",
            "Missing value for the required parameter 'apiName'"
        ),
        (
            "/type/purchase/attributes/update.json", #"{"attributes":[{"apiName":"Count","name":"x"}]}"#, "1003",
            "Attribute 'Count' not found"
        ),
        (
            "/type/purchase/attributes/update.json", #"{"attributes":[{"apiName":"count","name":"amount"}]}"#, "1017",
            "Object already exists"
        ),
        (
            "/type/purchase/attributes/update.json", #"{"attributes":[{"apiName":"count","dataType":"percent"}]}"#,
            "1003",
            "Invalid value for 'dataType': percent"
        ),
        (
            "/type/purchase/attributes/update.json", #"{"attributes":[{"apiName":"count","isPrimary":true}]}"#, "1003",
            "Invalid value for 'isPrimary': true"
        ),
        (
            "/type/purchase/attributes/update.json", #"{"attributes":[{"apiName":"count","isPrimary":"maybe"}]}"#,
            "1001",
            "Invalid value 'maybe'. Required of type 'Boolean'"
        ),
        (
            "/type/purchase/attributes/delete.json", #"{"attributes":[]}"#, "1001",
            "Invalid value '[]'. Required of type 'JSON'"
        ),
        (
            "/type/purchase/attributes/delete.json", #"{"attributes":[{"apiName":"product"}]}"#, "1003",
            "Invalid value for 'apiName': product"
        ),
        (
            "/type/purchase/attributes/delete.json", #"{"attributes":[{"apiName":"count"},{"apiName":"count"}]}"#,
            "1003",
            "Attribute 'count' not found"
        ),
    ]

    @Test("what makes no sense is refused and changes nothing")
    func refused() async throws {
        try await APIFixture.run { api in
            try await approved(api)
            try await draft(api, "other")
            for (path, body, code, message) in Self.refusals {
                try await api.expectRefusal(code, message, .post, Self.types + path, .json(body))
            }
        }
    }
}
