import HTTPTypes
import Hummingbird
import MusterModel
import MusterStore
import Testing

/// Add to List, Remove from List, Member of List and Get Leads by List Id.
@Suite struct ListMembershipEndpointTests {
    private static let notFound: JSONValue = ["code": "1004", "message": "Lead not found"]

    @Test func leadsAreAddedOnce() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let (a, b) = (try await api.lead("a@example.com").rawValue, try await api.lead("b@example.com").rawValue)
            let uri = "/rest/v1/lists/\(list)/leads.json"
            let added = try await api.post(uri, json: #"{"input":[{"id":\#(b)},{"id":999},{"id":"\#(a)"}]}"#)
            #expect(
                added.result == [
                    ["id": .integer(b), "status": "added"],
                    ["id": 999, "status": "skipped", "reasons": [Self.notFound]],
                    ["id": .integer(a), "status": "added"],
                ])
            let before = try api.snapshot()
            for again in [
                try await api.call(.post, uri + "?id=\(a)&id=\(b)"), try await api.post(uri, form: "id=\(a),\(b),"),
                try await api.post(uri, json: #"{"input":[\#(a),\#(b)]}"#),
            ] {
                #expect(
                    again.result == [
                        ["id": .integer(a), "status": "added"], ["id": .integer(b), "status": "added"],
                    ])
            }
            #expect(try api.snapshot() == before, "no second activity")
            let activities = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [24], limit: 10).rows
            }
            #expect(activities.map(\.content.leadID.rawValue) == [b, a])
            #expect(activities.first?.content.attributes["Source"] == "Web service API")
        }
    }

    @Test func leadsAreRemoved() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let (a, b) = (try await api.lead("a@example.com").rawValue, try await api.lead("b@example.com").rawValue)
            let uri = "/rest/v1/lists/\(list)/leads.json"
            _ = try await api.post(uri, json: #"{"input":[{"id":\#(a)}]}"#)
            let removed = try await api.call(.delete, uri, .json(#"{"input":[{"id":\#(a)},{"id":\#(b)},{"id":999}]}"#))
            #expect(
                removed.result == [
                    ["id": .integer(a), "status": "removed"],
                    [
                        "id": .integer(b), "status": "skipped",
                        "reasons": [["code": "1015", "message": "Lead not in list"]],
                    ],
                    ["id": 999, "status": "skipped", "reasons": [Self.notFound]],
                ])
            _ = try await api.call(.post, uri + "?id=\(a),\(b)")
            let query = try await api.call(.delete, uri + "?id=\(a)&id=\(a)")
            #expect(query.result?.compactMap { $0.object?["status"]?.text } == ["removed", "skipped"])
            let tunnelled = try await api.post(uri + "?_method=DELETE", form: "id=\(b)")
            #expect(tunnelled.result == [["id": .integer(b), "status": "removed"]])
        }
    }

    @Test func theLogNamesAListOfAProgramWithItsProgram() async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            let program = try await api.program("Spring")
            let list = try await api.store.write {
                try $0.createStaticList(name: "Guests", description: nil, folder: .program(program)).id
            }
            let uri = "/rest/v1/lists/\(list)/leads.json?id=\(lead)"
            for method in [HTTPRequest.Method.post, .delete] { #expect(try await api.call(method, uri).isSuccess) }
            let rows = try api.store.read { try $0.activities(after: 0, since: nil, types: [24, 25], limit: 10).rows }
            #expect(rows.map(\.content.primaryValue) == ["Spring.Guests", "Spring.Guests"])
        }
    }

    @Test func membershipIsAsked() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let (a, b) = (try await api.lead("a@example.com").rawValue, try await api.lead("b@example.com").rawValue)
            _ = try await api.call(.post, "/rest/v1/lists/\(list)/leads.json?id=\(a)")
            let expected: [JSONValue] = [
                ["id": .integer(a), "status": "memberof"], ["id": .integer(b), "status": "notmemberof"],
                ["id": 999, "status": "skipped", "reasons": [Self.notFound]],
            ]
            let uri = "/rest/v1/lists/\(list)/leads/ismember.json"
            let json = #"{"input":[{"id":\#(a)},{"id":\#(b)},{"id":999}]}"#
            #expect(try await api.get(uri + "?id=\(a)&id=\(b),999").result == expected)
            #expect(try await api.call(.get, uri, .json(json)).result == expected)
            #expect(try await api.post(uri + "?_method=GET", json: json).result == expected)
        }
    }

    @Test func membersAreListedInPagesUnderBothPaths() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let lead = try await api.lead("brian@example.com", [.firstName: .text("Brian")])
            let second = try await api.lead("b@example.com")
            _ = try await api.call(.post, "/rest/v1/lists/\(list)/leads.json?id=\(second),\(lead)")
            let now = "2024-03-05T12:00:00Z"
            let record =
                #"{"id":\#(lead),"firstName":"Brian","lastName":null,"email":"brian@example.com","updatedAt":"\#(now)","createdAt":"\#(now)"}"#
            for uri in ["/rest/v1/lists/\(list)/leads.json", "/rest/v1/list/\(list)/leads.json"] {
                let page = try await api.get(uri + "?batchSize=1")
                let token = try #require(page.token)
                #expect(
                    page.stable.hasPrefix(
                        ##"{"requestId":"#","result":[\##(record)],"success":true,"nextPageToken":""##))
                let rest = try await api.get(uri + "?nextPageToken=\(token.replacing("=", with: "%3D"))&fields=email")
                #expect(rest.result == [["id": .integer(second.rawValue), "email": "b@example.com"]])
                #expect(rest.token == nil)
            }
            let tunnelled = try await api.post(
                "/rest/v1/list/\(list)/leads.json", form: "listId=1159&_method=GET&fields=email")
            #expect(tunnelled.result?.count == 2, "the path wins")
        }
    }

    private static let tooMany = (1...301).map { #"{"id":\#($0)}"# }.joined(separator: ",")

    @Test(arguments: ["POST", "DELETE"])
    func refusals(method: String) async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            try await api.lead("a@example.com")
            let method = try #require(HTTPRequest.Method(method))
            let uri = "/rest/v1/lists/\(list)/leads.json"
            let rows: [(APIBody, String, String)] = [
                (.none, "1003", "Leads not specified"),
                (.json("{}"), "1003", "Leads not specified"),
                (.json(#"{"input":[]}"#), "1003", "Leads not specified"),
                (.json(#"{"input":{"id":1}}"#), "1001", #"Invalid value '{"id":1}'. Required of type 'JSON'"#),
                (.json(#"{"input":[{"id":"x"}]}"#), "1001", "Invalid value 'x'. Required of type 'Integer'"),
                (.json(#"{"input":[{"id":1.5}]}"#), "1001", "Invalid value '1.5'. Required of type 'Integer'"),
                (.json(#"{"input":[{}]}"#), "1002", "Missing value for the required parameter 'id'"),
                (.json(#"{"input":[{"id":1},"#), "609", "Invalid JSON"),
                (.json(#"{"input":[\#(Self.tooMany)]}"#), "1003", "Exceeded maximum number of leads allowed: 300"),
                (.form("id=1,x"), "1001", "Invalid value 'x'. Required of type 'Integer'"),
                (.raw("id=1", contentType: "text/plain"), "612", "Invalid Content Type"),
                (.multipart("--y\r\n", boundary: "x"), "613", "Invalid Multipart Request"),
            ]
            for (body, code, message) in rows {
                try await api.expectRefusal(code, message, method, uri, body)
            }
            try await api.expectRefusal(
                "1013", "List not found", method, "/rest/v1/lists/4711/leads.json", .json(#"{"input":[{"id":1}]}"#))
        }
    }

    @Test func readingRefusals() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let rows = [
                ("/rest/v1/lists/4711/leads.json", "1013", "List not found"),
                ("/rest/v1/lists/\(list)/leads.json?fields=nope", "1006", "Field 'nope' not found"),
                ("/rest/v1/lists/\(list)/leads.json?nextPageToken=x", "1003", "Invalid nextPageToken"),
                ("/rest/v1/lists/\(list)/leads/ismember.json", "1003", "Leads not specified"),
                ("/rest/v1/lists/4711/leads/ismember.json?id=1", "1013", "List not found"),
                (
                    "/rest/v1/lists/\(list)/leads/ismember.json?id="
                        + (1...301).map(String.init).joined(separator: ","),
                    "1003", "Exceeded maximum number of leads allowed: 300"
                ),
            ]
            for (uri, code, message) in rows { try await api.expectRefusal(code, message, .get, uri) }
        }
    }
}
