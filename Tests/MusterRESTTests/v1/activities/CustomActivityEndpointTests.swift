import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Custom activity types and Add Custom Activities.
@Suite struct CustomActivityEndpointTests {
    private static let types = "/rest/v1/activities/external"

    private static func definition(_ apiName: String, _ more: String = "") -> String {
        #"{"apiName":"\#(apiName)","name":"\#(apiName) name","triggerName":"\#(apiName) trigger","filterName":"\#(apiName) filter","primaryAttribute":{"apiName":"product","name":"Product"}\#(more)}"#
    }

    /// A draft with two attributes, approved.
    private func approvedType(_ api: APIFixture) async throws -> Int64 {
        let created = try await api.post(
            Self.types + "/type.json", json: Self.definition("purchase", #","description":"Bought""#))
        let id = try #require(created.result?.first?.object?["id"]?.integer, "\(created.text)")
        _ = try await api.post(
            Self.types + "/type/purchase/attributes/create.json",
            json:
                #"{"attributes":[{"apiName":"count","name":"CD Count","dataType":"integer"},{"apiName":"amount","name":"Amount","dataType":"currency","description":"US$"}]}"#
        )
        let approved = try await api.post(Self.types + "/type/purchase/approve.json", json: "")
        #expect(approved.isSuccess, "\(approved.text)")
        return id
    }

    @Test func typesAreDraftedApprovedAndDescribed() async throws {
        try await APIFixture.run { api in
            let id = try await approvedType(api)
            #expect(id > 100_000)
            let now = "2024-03-05T12:00:00Z"
            let head =
                #"{"id":\#(id),"apiName":"purchase","name":"purchase name","description":"Bought","triggerName":"purchase trigger","filterName":"purchase filter","createdAt":"\#(now)","updatedAt":"\#(now)","status":"approved""#
            #expect(try await api.get(Self.types + "/types.json").text.contains("\"result\":[\(head)}]"))
            let described = try await api.get(Self.types + "/type/purchase/describe.json")
            #expect(
                described.text.contains(
                    head
                        + #","primaryAttribute":{"apiName":"product","name":"Product","dataType":"string"},"attributes":[{"apiName":"count","name":"CD Count","dataType":"integer","isPrimary":false},{"apiName":"amount","name":"Amount","description":"US$","dataType":"currency","isPrimary":false}]}"#
                ), "\(described.text)")
            let all = try await api.get("/rest/v1/activities/types.json")
            #expect(
                all.text.contains(
                    #"{"id":\#(id),"name":"purchase name","apiName":"purchase","description":"Bought","primaryAttribute":{"name":"Product","apiName":"product","dataType":"string"}"#
                ), "approved types are activity types")
            let draft = try await api.post(
                Self.types + "/type/purchase/attributes/create.json",
                json: #"{"attributes":[{"apiName":"shop","name":"Shop","dataType":"string"}]}"#)
            #expect(draft.result?.first?.object?["status"] == "approved with draft")
        }
    }

    @Test func activitiesAreAddedRecordByRecord() async throws {
        try await APIFixture.run { api in
            let type = try await approvedType(api)
            let lead = try await api.lead("a@example.com").rawValue
            let answer = try await api.post(
                Self.types + ".json",
                json: #"""
                    {"input":[
                    {"leadId":\#(lead),"activityDate":"1997-01-12T06:56:35+07:00","activityTypeId":\#(type),"primaryAttributeValue":"CD","attributes":[{"apiName":"count","value":"3"},{"name":"Amount","value":29.99}]},
                    {"leadId":999,"activityDate":"1997-01-12","activityTypeId":\#(type),"primaryAttributeValue":"CD"},
                    {"leadId":\#(lead),"activityDate":"1997-02-01","activityTypeId":\#(type),"primaryAttributeValue":"CD"}]}
                    """#)
            let ids = answer.result?.compactMap { $0.object?["id"]?.integer } ?? []
            #expect(ids.count == 2, "\(answer.text)")
            #expect(
                answer.result?.first == [
                    "id": .integer(ids[0]), "marketoGUID": .string(String(ids[0])), "status": "added",
                ])
            #expect(
                answer.result?[1] == ["status": "skipped", "errors": [["code": "1004", "message": "Lead not found"]]])
            #expect(ids[1] == ids[0] + 1)
            let activity = try #require(try api.store.read { try $0.activity(ActivityID(ids[0])) })
            #expect(activity.content.at.iso8601 == "1997-01-11T23:56:35Z")
            #expect(activity.content.primaryValue == "CD")
            #expect(activity.content.attributes == ["CD Count": 3, "Amount": .number("29.99")])
        }
    }

    @Test("the empty text of a text is read back as it is, and what has no value is left out")
    func emptyTexts() async throws {
        try await APIFixture.run { api in
            let types = ["string", "text", "email", "link", "phone", "integer", "date", "boolean"]
            let attributes = types.map { #"{"apiName":"\#($0)","name":"A \#($0)","dataType":"\#($0)"}"# }
            _ = try await api.post(Self.types + "/type.json", json: Self.definition("note"))
            _ = try await api.post(
                Self.types + "/type/note/attributes/create.json",
                json: #"{"attributes":[\#(attributes.joined(separator: ","))]}"#)
            _ = try await api.post(Self.types + "/type/note/approve.json", json: "")
            let lead = try await api.lead("a@example.com")
            func stored(_ value: String) async throws -> JSONObject {
                let given = types.map { #"{"apiName":"\#($0)","value":\#(value)}"# }.joined(separator: ",")
                let answer = try await api.post(
                    Self.types + ".json",
                    json:
                        #"{"input":[{"leadId":\#(lead),"activityDate":"2024-01-01","activityTypeId":100001,"primaryAttributeValue":"CD","attributes":[\#(given)]}]}"#
                )
                let id = try #require(answer.result?.first?.object?["id"]?.integer, "\(answer.text)")
                return try #require(try api.store.read { try $0.activity(ActivityID(id)) }).content.attributes
            }
            #expect(
                try await stored("\"\"") == ["A string": "", "A text": "", "A email": "", "A link": "", "A phone": ""])
            #expect(try await stored("null").isEmpty)
            let token = try await api.get("/rest/v1/activities/pagingtoken.json?sinceDatetime=2023-01-01T00:00:00Z")
                .token
            let read = try await api.get(
                "/rest/v1/activities.json?activityTypeIds=100001&nextPageToken=\(try #require(token))")
            #expect(
                read.result?.first?.object?["attributes"]?.array?.first == [
                    "name": "A string", "apiName": "string", "value": "",
                ])
            #expect(read.result?.last?.object?["attributes"] == [])
        }
    }

    @Test func badRecordsAreSkipped() async throws {
        try await APIFixture.run { api in
            let type = try await approvedType(api)
            _ = try await api.post(Self.types + "/type.json", json: Self.definition("draftOnly"))
            let lead = try await api.lead("a@example.com").rawValue
            let before = try api.snapshot()
            func record(_ type: Int64, _ date: String = "2024-01-01", value: String = "CD", more: String = "")
                -> String
            {
                #"{"leadId":\#(lead),"activityDate":"\#(date)","activityTypeId":\#(type),"primaryAttributeValue":"\#(value)"\#(more)}"#
            }
            let rows: [(String, String, String)] = [
                (record(type, "soon"), "1003", "Invalid date format"),
                (record(type, ""), "1002", "Missing value for the required parameter 'activityDate'"),
                (record(type, value: ""), "1002", "Missing value for the required parameter 'primaryAttributeValue'"),
                (record(type + 1), "1013", "Activity type not found"),
                (record(12), "1013", "Activity type not found"),
                (#"{"activityTypeId":\#(type)}"#, "1002", "Missing value for the required parameter 'leadId'"),
                (#"{"leadId":"x","activityTypeId":\#(type)}"#, "1001", "Invalid value 'x'. Required of type 'Integer'"),
                (
                    record(type, more: #","attributes":[{"apiName":"nope","value":1}]"#), "1003",
                    "Attribute 'nope' not found"
                ),
                (
                    record(type, more: #","attributes":[{"apiName":"count","value":"many"}]"#), "1003",
                    "Invalid value for field 'count' and value 'many'"
                ),
                (
                    record(type, more: #","attributes":[{"value":1}]"#), "1002",
                    "Missing value for the required parameter 'apiName'"
                ),
            ]
            for (record, code, message) in rows {
                let answer = try await api.post(Self.types + ".json", json: #"{"input":[\#(record)]}"#)
                #expect(
                    answer.result == [
                        ["status": "skipped", "errors": [["code": .string(code), "message": .string(message)]]]
                    ], "\(record)")
            }
            #expect(try api.snapshot() == before)
            let many = Array(repeating: record(type), count: 301).joined(separator: ",")
            try await api.expectRefusal(
                "1003", "Exceeded maximum number of activities allowed: 300", .post, Self.types + ".json",
                .json(#"{"input":[\#(many)]}"#))
        }
    }

    /// Bytes, not characters, of all attributes of one activity together.
    @Test(arguments: [(65_536, true), (65_537, false)])
    func overlongAttributesFail(bytes: Int, isAdded: Bool) async throws {
        try await APIFixture.run { api in
            _ = try await api.post(Self.types + "/type.json", json: Self.definition("note"))
            _ = try await api.post(
                Self.types + "/type/note/attributes/create.json",
                json:
                    #"{"attributes":[{"apiName":"a","name":"A","dataType":"string"},{"apiName":"b","name":"B","dataType":"string"}]}"#
            )
            _ = try await api.post(Self.types + "/type/note/approve.json", json: "")
            let lead = try await api.lead("a@example.com")
            let text = String(repeating: "\u{E9}", count: 20_000)
            let rest = String(repeating: "x", count: bytes - 40_000)
            let answer = try await api.post(
                Self.types + ".json",
                json:
                    #"{"input":[{"leadId":\#(lead),"activityDate":"2024-01-01","activityTypeId":100001,"primaryAttributeValue":"CD","attributes":[{"apiName":"a","value":"\#(text)"},{"name":"B","value":"\#(rest)"}]}]}"#
            )
            let status = answer.result?.first?.object
            #expect(status?["status"] == (isAdded ? "added" : "skipped"), "\(answer.text)")
            #expect(
                status?["errors"]
                    == (isAdded ? nil : [["code": "1049", "message": "Failed to Create Activity"]]))
        }
    }

    @Test func definitionsThatMakeNoSenseAreRefused() async throws {
        try await APIFixture.run { api in
            _ = try await approvedType(api)
            let many = (1...19).map { #"{"apiName":"a\#($0)","name":"A\#($0)","dataType":"string"}"# }.joined(
                separator: ",")
            let rows: [(String, String, String, String)] = [
                ("/type.json", "{}", "1002", "Missing value for the required parameter 'apiName'"),
                ("/type.json", Self.definition("12345"), "1003", "Invalid value for 'apiName': 12345"),
                ("/type.json", Self.definition("a b"), "1003", "Invalid value for 'apiName': a b"),
                ("/type.json", Self.definition("Purchase"), "1017", "Object already exists"),
                (
                    "/type.json",
                    #"{"apiName":"x","name":"X","triggerName":"T","filterName":"Visited Web Page","primaryAttribute":{"apiName":"p","name":"P"}}"#,
                    "1003", "Invalid value for 'filterName': Visited Web Page"
                ),
                (
                    "/type.json", #"{"apiName":"x","name":"X","triggerName":"T","filterName":"F"}"#, "1002",
                    "Missing value for the required parameter 'primaryAttribute'"
                ),
                ("/type/nope/approve.json", "", "1013", "Activity type not found"),
                ("/type/purchase/approve.json", "", "1003", "Activity type 'purchase' has no draft"),
                (
                    "/type/purchase/attributes/create.json", "{}", "1002",
                    "Missing value for the required parameter 'attributes'"
                ),
                (
                    "/type/purchase/attributes/create.json", #"{"attributes":[]}"#, "1001",
                    "Invalid value '[]'. Required of type 'JSON'"
                ),
                (
                    "/type/purchase/attributes/create.json",
                    #"{"attributes":[{"apiName":"x","name":"X","dataType":"percent"}]}"#, "1003",
                    "Invalid value for 'dataType': percent"
                ),
                (
                    "/type/purchase/attributes/create.json",
                    #"{"attributes":[{"apiName":"COUNT","name":"X","dataType":"string"}]}"#, "1017",
                    "Object already exists"
                ),
                (
                    "/type/purchase/attributes/create.json", #"{"attributes":[\#(many)]}"#, "1028",
                    "Max field limit reached"
                ),
            ]
            for (path, body, code, message) in rows {
                try await api.expectRefusal(code, message, .post, Self.types + path, .json(body))
            }
            try await api.expectRefusal(
                "1013", "Activity type not found", .get, Self.types + "/type/nope/describe.json")
            for number in 2...10 {
                let answer = try await api.post(Self.types + "/type.json", json: Self.definition("type\(number)"))
                #expect(answer.isSuccess, "\(answer.text)")
            }
            try await api.expectRefusal(
                "1027", "Max Activity Type Limit Reached", .post, Self.types + "/type.json",
                .json(Self.definition("eleventh")))
        }
    }
}
