import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Get Lead Changes, Get Deleted Leads.
@Suite struct GetLeadChangesEndpointTests {
    private func bookmark(_ api: APIFixture) async throws -> String {
        let answer = try await api.get("/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-03-05")
        return try #require(answer.token).replacing("=", with: "%3D")
    }

    private func change(_ lead: LeadID, _ field: LeadField, to value: FieldValue, _ api: APIFixture) async throws {
        _ = try await api.store.write { try $0.updateLead(lead, [field: value], origin: .api) }
    }

    @Test func changesHaveFieldsAndNewLeadsNone() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let lead = try await api.lead("a@example.com", [.firstName: .text("Jo")])
            try await change(lead, .city, to: .text("Ulm"), api)
            try await change(lead, .leadScore, to: .integer(5), api)
            try await change(lead, .firstName, to: .null, api)
            let answer = try await api.get(
                "/rest/v1/activities/leadchanges.json?nextPageToken=\(token)&fields=firstName,city&fields=email")
            let next = try #require(answer.token)
            let date = #""activityDate":"2024-03-05T12:00:00Z""#
            let attributes =
                #""attributes":[{"name":"Reason","value":"Web service API"},{"name":"Source","value":"Web service API"},{"name":"Lead ID","value":1}]"#
            #expect(
                answer.stable == ##"""
                    {"requestId":"#","result":[{"id":1,"marketoGUID":"1","leadId":1,\##(date),"activityTypeId":12,"fields":[],"attributes":[{"name":"Created Date","value":"2024-03-05"},{"name":"Source Type","value":"Web service API"}]},{"id":2,"marketoGUID":"2","leadId":1,\##(date),"activityTypeId":13,"fields":[{"id":64,"name":"city","newValue":"Ulm","oldValue":null}],\##(attributes)},{"id":4,"marketoGUID":"4","leadId":1,\##(date),"activityTypeId":13,"fields":[{"id":53,"name":"firstName","newValue":null,"oldValue":"Jo"}],\##(attributes)}],"success":true,"nextPageToken":"\##(next)","moreResult":false}
                    """##)
        }
    }

    @Test func pagesAndLeads() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let list = try await api.staticList("One")
            let a = try await api.lead("a@example.com")
            let b = try await api.lead("b@example.com")
            _ = try await api.call(.post, "/rest/v1/lists/\(list)/leads.json?id=\(b)")
            for lead in [a, b] { try await change(lead, .city, to: .text("Ulm"), api) }
            let uri = "/rest/v1/activities/leadchanges.json?fields=city&nextPageToken="
            func leads(_ answer: APIAnswer) -> [Int64] {
                answer.result?.compactMap { $0.object?["leadId"]?.integer } ?? [-1]
            }
            let first = try await api.get(uri + token + "&batchSize=3")
            #expect(leads(first) == [1, 2, 1])
            #expect(first.json?["moreResult"] == true)
            let second = try await api.get(uri + (try #require(first.token)))
            #expect(leads(second) == [2])
            #expect(second.json?["moreResult"] == false)
            let end = try await api.get(uri + (try #require(second.token)))
            #expect(end.result == [])
            #expect(leads(try await api.get(uri + token + "&leadIds=\(a)")) == [1, 1])
            #expect(leads(try await api.get(uri + token + "&listId=\(list)")) == [2, 2])
            let log = try await api.get("/rest/v1/activities.json?activityTypeIds=13&nextPageToken=" + token)
            #expect(leads(log) == [1, 2], "one kind of token serves all calls")
        }
    }

    @Test func deletedLeadsAreListed() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let a = try await api.lead("a@example.com", [.firstName: .text("Jo"), .lastName: .text("Doe")])
            let b = try await api.lead("b@example.com")
            let c = try await api.lead("c@example.com")
            _ = try await api.call(.post, "/rest/v1/leads/\(c)/merge.json?leadId=\(b)")
            _ = try await api.call(.post, "/rest/v1/leads/delete.json?id=\(a)")
            let answer = try await api.get("/rest/v1/activities/deletedleads.json?nextPageToken=\(token)")
            let next = try #require(answer.token)
            let id = try #require(answer.result?.first?.object?["id"]?.integer)
            #expect(
                answer.stable == ##"""
                    {"requestId":"#","result":[{"id":\##(id),"marketoGUID":"\##(id)","leadId":1,"activityDate":"2024-03-05T12:00:00Z","activityTypeId":37,"primaryAttributeValueId":1,"primaryAttributeValue":"Jo Doe","attributes":[]}],"success":true,"nextPageToken":"\##(next)","moreResult":false}
                    """##)
        }
    }

    @Test func refusals() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let changes = "/rest/v1/activities/leadchanges.json"
            let uri = changes + "?nextPageToken=\(token)"
            let deleted = "/rest/v1/activities/deletedleads.json"
            let leads = (1...31).map(String.init).joined(separator: ",")
            let rows = [
                (changes + "?fields=city", "1002", "Missing value for the required parameter 'nextPageToken'"),
                (changes + "?fields=city&nextPageToken=x", "1003", "Invalid nextPageToken"),
                (uri, "1002", "Missing value for the required parameter 'fields'"),
                (uri + "&fields=,", "1002", "Missing value for the required parameter 'fields'"),
                (uri + "&fields=city,nope", "1006", "Field 'nope' not found"),
                (uri + "&fields=city&batchSize=0", "1003", "Invalid value for 'batchSize': 0"),
                (uri + "&fields=city&leadIds=\(leads)", "1003", "Exceeded maximum number of leadIds allowed: 30"),
                (uri + "&fields=city&leadIds=x", "1001", "Invalid value 'x'. Required of type 'Integer'"),
                (uri + "&fields=city&leadIds=1&listId=1", "1003", "listId and leadIds cannot be used together"),
                (uri + "&fields=city&listId=4711", "1013", "List not found"),
                (deleted, "1002", "Missing value for the required parameter 'nextPageToken'"),
                (deleted + "?nextPageToken=AAAA", "1003", "Invalid nextPageToken"),
                (
                    deleted + "?nextPageToken=\(token)&batchSize=x", "1001",
                    "Invalid value 'x'. Required of type 'Integer'"
                ),
            ]
            for (uri, code, message) in rows { try await api.expectRefusal(code, message, .get, uri) }
            let unknown = try await api.get(uri + "&fields=x,y")
            #expect(unknown.errors.map(\.message) == ["Field 'x' not found", "Field 'y' not found"])
        }
    }
}
