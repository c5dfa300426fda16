import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Get Lead by Id, Get Leads by Filter Type, Describe.
@Suite struct ReadLeadsEndpointTests {
    @Test func aLeadHasTheDefaultFieldsInTheirOrder() async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com", [.lastName: .text("Zoë \u{1F600}")])
            let now = "2024-03-05T12:00:00Z"
            #expect(
                try await api.get("/rest/v1/lead/\(lead).json").stable == ##"""
                    {"requestId":"#","result":[{"id":\##(lead),"firstName":null,"lastName":"Zoë 😀","email":"a@example.com","updatedAt":"\##(now)","createdAt":"\##(now)"}],"success":true}
                    """##)
            let chosen = try await api.get(
                "/rest/v1/lead/\(lead).json?fields=unsubscribed,leadScore,email,%20email&Fields=city")
            #expect(
                chosen.stable == ##"""
                    {"requestId":"#","result":[{"id":\##(lead),"unsubscribed":false,"leadScore":null,"email":"a@example.com","city":null}],"success":true}
                    """##)
        }
    }

    @Test func fieldsOfOtherSystemsAreThereAndEmpty() async throws {
        try await APIFixture.run { api in
            let lead = try await api.lead("a@example.com")
            #expect(
                try await api.get("/rest/v1/lead/\(lead).json?fields=ecids,cookies,leadPartitionId").stable == ##"""
                    {"requestId":"#","result":[{"id":\##(lead),"ecids":null,"cookies":null,"leadPartitionId":1}],"success":true}
                    """##)
        }
    }

    @Test(arguments: [
        ("/rest/v1/lead/4711.json", "1004", "Lead '4711' not found"),
        ("/rest/v1/lead/1.json?fields=nope", "1006", "Field 'nope' not found"),
        ("/rest/v1/leads.json", "1002", "Missing value for the required parameter 'filterType'"),
        ("/rest/v1/leads.json?filterType=email", "1002", "Missing value for the required parameter 'filterValues'"),
        (
            "/rest/v1/leads.json?filterType=email&filterValues=,", "1002",
            "Missing value for the required parameter 'filterValues'"
        ),
        ("/rest/v1/leads.json?filterType=nope&filterValues=1", "1006", "Field 'nope' not found"),
        ("/rest/v1/leads.json?filterType=firstName&filterValues=1", "1011", "Field 'firstName' not supported"),
        ("/rest/v1/leads.json?filterType=id&filterValues=1,x", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        (
            "/rest/v1/leads.json?filterType=email&filterValues=a&batchSize=-1", "1003",
            "Invalid value for 'batchSize': -1"
        ),
        ("/rest/v1/leads.json?filterType=email&filterValues=a&nextPageToken=AA", "1003", "Invalid nextPageToken"),
    ])
    func refusals(uri: String, code: String, message: String) async throws {
        try await APIFixture.run { api in try await api.expectRefusal(code, message, .get, uri) }
    }

    @Test func leadsAreFoundByValuesInAnyCase() async throws {
        try await APIFixture.run { api in
            let a = try await api.lead("A@example.com").rawValue
            let b = try await api.lead("b@example.com").rawValue
            func ids(_ query: String) async throws -> [Int64] {
                try await api.get("/rest/v1/leads.json?\(query)").result?.compactMap { $0.object?["id"]?.integer } ?? [
                    -1
                ]
            }
            #expect(try await ids("filterType=email&filterValues=b@example.com,a@EXAMPLE.com") == [a, b])
            #expect(try await ids("filterType=id&filterValues=\(b)&filterValues=99") == [b])
            #expect(try await ids("filterType=email&filterValues=nobody@example.com").isEmpty)
            #expect(try await ids("filterType=leadPartitionId&filterValues=1") == [a, b])
            #expect(try await ids("filterType=leadPartitionId&filterValues=2").isEmpty)
        }
    }

    @Test func pagesAndTheLimitOfMatches() async throws {
        try await APIFixture.run { api in
            try await api.store.write { writer in
                _ = try writer.createLeads(
                    Array(repeating: [.email: .text("same@example.com")], count: 1000), origin: .api)
            }
            var count = 0
            var uri = "/rest/v1/leads.json?filterType=email&filterValues=same@example.com&fields=email"
            let start = uri
            var pages = 0
            while true {
                let answer = try await api.get(uri)
                count += answer.result?.count ?? 0
                pages += 1
                guard let token = answer.token else { break }
                uri = start + "&nextPageToken=\(token)"
            }
            #expect(count == 1000)
            #expect(pages == 4)
            try await api.lead("same@example.com")
            try await api.expectRefusal("1003", "Too many results match the filter", .get, start)
        }
    }

    @Test func describeListsEveryField() async throws {
        try await APIFixture.run { api in
            let answer = try await api.get("/rest/v1/leads/describe.json")
            #expect(answer.result?.count == LeadField.standard.count)
            #expect(
                answer.text.contains(
                    #"{"id":56,"displayName":"Email Address","dataType":"email","length":255,"rest":{"name":"email","readOnly":false},"soap":{"name":"Email","readOnly":false}}"#
                ))
            let second = try await api.get("/rest/v1/leads/describe2.json")
            let record = try #require(second.result?.first?.object)
            #expect(record.keys == ["name", "searchableFields", "fields"])
            #expect(record["searchableFields"]?.array?.contains(["email"]) == true)
            #expect(record["fields"]?.array?.count == LeadField.standard.count)
        }
    }
}
