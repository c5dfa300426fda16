import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct DeleteLeadsEndpointTests {
    @Test func leadsAreDeletedOnceUnderEveryPath() async throws {
        try await APIFixture.run { api in
            var ids: [Int64] = []
            for number in 1...5 { ids.append(try await api.lead("\(number)@example.com").rawValue) }
            func deleted(_ id: Int64) -> JSONValue { ["id": .integer(id), "status": "deleted"] }
            func missing(_ id: Int64) -> JSONValue {
                ["id": .integer(id), "status": "skipped", "reasons": [["code": "1004", "message": "Lead not found"]]]
            }
            let json = try await api.post(
                "/rest/v1/leads/delete.json", json: #"{"input":[{"id":\#(ids[0])},{"id":\#(ids[0])},{"id":99}]}"#)
            #expect(json.result == [deleted(ids[0]), missing(ids[0]), missing(99)])
            #expect(
                try await api.call(.post, "/rest/v1/leads/delete.json?id=\(ids[1]),95").result?.first == deleted(ids[1])
            )
            #expect(try await api.call(.delete, "/rest/v1/leads.json?id=\(ids[2])").result == [deleted(ids[2])])
            #expect(
                try await api.call(.delete, "/rest/v1/leads.json", .json(#"{"input":[{"id":"\#(ids[3])"}]}"#)).result
                    == [deleted(ids[3])])
            #expect(
                try await api.post("/rest/v1/leads.json?_method=DELETE", json: #"{"input":[{"id":\#(ids[4])}]}"#).result
                    == [deleted(ids[4])])
            let logged = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [37], limit: 10).rows.map(\.content.leadID.rawValue)
            }
            #expect(logged == ids)
        }
    }

    @Test(arguments: [
        (APIBody.none, "1003", "Leads not specified"),
        (.json(#"{"input":[]}"#), "1003", "Leads not specified"),
        (.json(#"{"input":[{"id":null}]}"#), "1002", "Missing value for the required parameter 'id'"),
        (.json(#"{"input":[{"id":true}]}"#), "1001", "Invalid value 'true'. Required of type 'Integer'"),
        (.json(#"{"input":[1"#), "609", "Invalid JSON"),
        (.form("id=1,2,three"), "1001", "Invalid value 'three'. Required of type 'Integer'"),
    ])
    func refusals(body: APIBody, code: String, message: String) async throws {
        try await APIFixture.run { api in
            try await api.lead("a@example.com")
            try await api.expectRefusal(code, message, .post, "/rest/v1/leads/delete.json", body)
        }
    }

    @Test func moreThan300AreRefused() async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            let ids = (0...300).map { String(lead.rawValue + $0) }.joined(separator: ",")
            try await api.expectRefusal(
                "1003", "Exceeded maximum number of leads allowed: 300", .post, "/rest/v1/leads/delete.json?id=\(ids)")
        }
    }
}
