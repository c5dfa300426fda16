import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Get Activity Types, Get Paging Token, Get Lead Activities.
@Suite struct GetLeadActivitiesEndpointTests {
    private func bookmark(_ api: APIFixture, since: String = "2024-03-05") async throws -> String {
        let answer = try await api.get("/rest/v1/activities/pagingtoken.json?sinceDatetime=\(since)")
        return try #require(answer.token).replacing("=", with: "%3D")
    }

    @Test func typesHaveMarketosNames() async throws {
        try await APIFixture.run { api in
            let answer = try await api.get("/rest/v1/activities/types.json")
            #expect(
                answer.text.contains(
                    #"{"id":1,"name":"Visit Webpage","description":"User visits a web page","primaryAttribute":{"name":"Webpage ID","dataType":"integer"},"attributes":[{"name":"Client IP Address","dataType":"string"},"#
                ))
            #expect(answer.result?.count == ActivityType.standard.count)
        }
    }

    @Test func aPagingTokenHasNoResult() async throws {
        try await APIFixture.run { api in
            for since in [
                "2024-03-05", "2024-03-05T12:00:00 00:00", "2024-03-05T12:00:00+01:00", "2024-03-05T12:00:00.123Z",
            ] {
                let answer = try await api.get(
                    "/rest/v1/activities/pagingtoken.json?sinceDateTime=\(since.replacing(" ", with: "%20"))")
                #expect(answer.json?.keys == ["requestId", "success", "nextPageToken"], "\(since): \(answer.text)")
            }
        }
    }

    @Test("a token of now or later is the end of the log as of its call", arguments: [0, 1, 86_400])
    func now(secondsAhead: Int64) async throws {
        try await APIFixture.run { api in
            try await api.lead("before@example.com")
            let token = try await bookmark(api, since: api.clock.now.adding(seconds: secondsAhead).iso8601)
            let since = try await bookmark(api, since: api.clock.now.adding(seconds: -1).iso8601)
            let late = try await api.lead("late@example.com")
            let uri = "/rest/v1/activities.json?activityTypeIds=12&nextPageToken="
            let answer = try await api.get(uri + token)
            #expect(answer.result?.compactMap { $0.object?["leadId"]?.integer } == [late.rawValue])
            #expect(try await api.get(uri + since).result?.count == 2)
        }
    }

    @Test func theLogIsReadInPagesAndTheLastTokenIsABookmark() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            var ids: [Int64] = []
            for number in 1...3 { ids.append(try await api.lead("\(number)@example.com").rawValue) }
            let uri = "/rest/v1/activities.json?activityTypeIds=12,&nextPageToken="
            let first = try await api.get(uri + token + "&batchSize=2")
            #expect(first.json?.keys == ["requestId", "result", "success", "nextPageToken", "moreResult"])
            #expect(first.json?["moreResult"] == true)
            #expect(first.result?.compactMap { $0.object?["leadId"]?.integer } == Array(ids.prefix(2)))
            let second = try await api.get(uri + (try #require(first.token)))
            #expect(second.json?["moreResult"] == false)
            #expect(second.result?.compactMap { $0.object?["leadId"]?.integer } == [ids[2]])
            let end = try await api.get(uri + (try #require(second.token)))
            #expect(end.result == [])
            #expect(end.json?["moreResult"] == false)
            let late = try await api.lead("late@example.com")
            let later = try await api.get(uri + (try #require(end.token)))
            #expect(later.result?.compactMap { $0.object?["leadId"]?.integer } == [late.rawValue])
        }
    }

    @Test func recordsHaveTypedAttributesAndNoEmptyMembers() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let lead = try await api.lead("a@example.com")
            let ids = try await api.store.write { writer in
                try writer.append([
                    NewActivity(
                        lead: lead, type: 1, at: writer.now, campaign: 7, primaryID: 5, primaryValue: "/pricing",
                        attributes: ["Client IP Address": "10.0.0.1", "Count": 3, "Mobile": true]),
                    NewActivity(lead: lead, type: 2, at: writer.now),
                ])
            }
            let first = try #require(ids?.lowerBound)
            let answer = try await api.get(
                "/rest/v1/activities.json?activityTypeIds=1&activityTypeIds=2&nextPageToken=\(token)")
            #expect(
                answer.text.contains(
                    #"[{"id":\#(first),"marketoGUID":"\#(first)","leadId":\#(lead),"activityDate":"2024-03-05T12:00:00Z","activityTypeId":1,"campaignId":7,"primaryAttributeValueId":5,"primaryAttributeValue":"/pricing","attributes":[{"name":"Client IP Address","value":"10.0.0.1"},{"name":"Count","value":3},{"name":"Mobile","value":true}]},{"id":\#(first + 1),"marketoGUID":"\#(first + 1)","leadId":\#(lead),"activityDate":"2024-03-05T12:00:00Z","activityTypeId":2,"attributes":[]}]"#
                ))
        }
    }

    @Test func filters() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let list = try await api.staticList("One")
            let a = try await api.lead("a@example.com").rawValue
            let b = try await api.lead("b@example.com").rawValue
            _ = try await api.call(.post, "/rest/v1/lists/\(list)/leads.json?id=\(b)")
            func leads(_ query: String) async throws -> [Int64] {
                try await api.get("/rest/v1/activities.json?nextPageToken=\(token)&\(query)").result?
                    .compactMap { $0.object?["leadId"]?.integer } ?? [-1]
            }
            #expect(try await leads("activityTypeIds=12") == [a, b])
            #expect(try await leads("activityTypeIds=12,24&leadIds=\(a)") == [a])
            #expect(try await leads("activityTypeIds=12&listId=\(list)") == [b])
            #expect(try await leads("activityTypeIds=24&assetIds=\(list)") == [b])
            #expect(try await leads("activityTypeIds=24&assetIds=4711").isEmpty)
            #expect(try await leads("activityTypeIds=46").isEmpty)
            let tomorrow = try await bookmark(api, since: "2024-03-06")
            let none = try await api.get("/rest/v1/activities.json?activityTypeIds=12&nextPageToken=\(tomorrow)")
            #expect(none.result == [])
        }
    }

    @Test func refusals() async throws {
        try await APIFixture.run { api in
            let token = try await bookmark(api)
            let uri = "/rest/v1/activities.json?nextPageToken=\(token)"
            let leads = (1...31).map(String.init).joined(separator: ",")
            let rows = [
                (
                    "/rest/v1/activities/pagingtoken.json", "1002",
                    "Missing value for the required parameter 'sinceDatetime'"
                ),
                ("/rest/v1/activities/pagingtoken.json?sinceDatetime=yesterday", "1003", "Invalid date format"),
                (
                    "/rest/v1/activities.json?activityTypeIds=1", "1002",
                    "Missing value for the required parameter 'nextPageToken'"
                ),
                ("/rest/v1/activities.json?activityTypeIds=1&nextPageToken=x", "1003", "Invalid nextPageToken"),
                (uri, "1002", "Missing value for the required parameter 'activityTypeIds'"),
                (uri + "&activityTypeIds=a", "1001", "Invalid value 'a'. Required of type 'Integer'"),
                (
                    uri + "&activityTypeIds=1,2,3,4,5,6,7,8,9,10,11", "1003",
                    "Exceeded maximum number of activityTypeIds allowed: 10"
                ),
                (uri + "&activityTypeIds=1,2&assetIds=5", "1003", "assetIds needs exactly one activity type"),
                (uri + "&activityTypeIds=1&leadIds=\(leads)", "1003", "Exceeded maximum number of leadIds allowed: 30"),
                (uri + "&activityTypeIds=1&leadIds=1&listId=1", "1003", "listId and leadIds cannot be used together"),
                (uri + "&activityTypeIds=1&listId=4711", "1013", "List not found"),
            ]
            for (uri, code, message) in rows { try await api.expectRefusal(code, message, .get, uri) }
        }
    }
}
