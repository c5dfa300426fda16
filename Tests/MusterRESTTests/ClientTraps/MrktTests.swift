import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct MrktTests {
        @Test("mrkt and rudder-transformer: take expires_in 0 for a dead token, so it is never 0")
        func expiry() async throws {
            try await APIFixture.run { api async throws in
                let query = APIFixture.urlEncoded([
                    "grant_type": "client_credentials", "client_id": APIFixture.clientID,
                    "client_secret": APIFixture.secret,
                ])
                let start = api.clock.now
                for milliseconds in [0, 3_598_999, 3_599_000, 3_599_001, 3_599_999, 3_600_000] as [Int64] {
                    api.clock.move(to: start.adding(milliseconds: milliseconds))
                    let answer = try await api.call(.get, "/identity/oauth/token?" + query, token: .some(nil))
                    let left = try #require(answer.json?["expires_in"]?.integer)
                    #expect(left > 0, "after \(milliseconds) ms")
                    // And the token is good for as long as it says.
                    let token = try #require(answer.json?["access_token"]?.text)
                    api.clock.move(to: api.clock.now.adding(milliseconds: left * 1000 - 1))
                    #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).isSuccess)
                    if milliseconds == 3_600_000 { break }
                }
            }
        }

        @Test("mrkt, node-marketo, embulk: send a partner_id with the token call")
        func partner() async throws {
            try await APIFixture.run { api async throws in
                let query = APIFixture.urlEncoded([
                    "client_id": APIFixture.clientID, "client_secret": APIFixture.secret,
                    "grant_type": "client_credentials", "partner_id": "335b1c91-0ee3-4a1c",
                ])
                let answer = try await api.call(.get, "/identity/oauth/token?" + query, token: .some(nil))
                #expect(answer.json?["access_token"]?.text == api.token)
            }
        }

        @Test("mrkt: sends ids as JSON texts")
        func textIDs() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let lead = try await api.lead("joe@example.com").rawValue
                let path = "/rest/v1/lists/\(list)/leads.json"
                let added = try await api.post(path, json: #"{"input":[{"id":"\#(lead)"}]}"#)
                #expect(added.result == [["id": .integer(lead), "status": "added"]])
                let deleted = try await api.call(.delete, "/rest/v1/leads.json", .json(#"{"input":[{"id":"1"}]}"#))
                #expect(deleted.result == [["id": 1, "status": "deleted"]])
            }
        }

        @Test("mrkt: joins arrays with commas, which it encodes")
        func commas() async throws {
            try await APIFixture.run { api async throws in
                for name in ["a", "b"] { try await api.lead("\(name)@example.com") }
                let answer = try await api.get(
                    "/rest/v1/leads.json?fields=email%2CfirstName&filterType=email&"
                        + "filterValues=a%40example.com%2Cb%40example.com")
                #expect(answer.result?.compactMap { $0.object?["email"]?.text } == ["a@example.com", "b@example.com"])
            }
        }

        @Test("mrkt: can leave activityTypeIds out, and is told")
        func noActivityTypes() async throws {
            try await APIFixture.run { api async throws in
                let token = try #require(
                    try await api.get("/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-03-01T00%3A00%3A00Z")
                        .token)
                try await api.expectRefusal(
                    "1002", "Missing value for the required parameter 'activityTypeIds'", .get,
                    "/rest/v1/activities.json?nextPageToken=" + APIFixture.urlEncoded(token))
            }
        }

        @Test(
            "mrkt: maps codes to classes of exceptions",
            arguments: [
                ("/rest/v1/leads.json?filterType=email&filterValues=a&batchSize=0", "1003"),
                ("/rest/v1/campaigns/99.json", "1013"), ("/rest/v1/lists/99.json", "1013"),
                ("/rest/v1/lead/99.json", "1004"), ("/rest/v1/lead/x.json", "1001"),
                ("/rest/v1/leads.json", "1002"), ("/rest/v1/lead/1.json?fields=nope", "1006"),
                ("/rest/v1/leads.json?filterType=firstName&filterValues=x", "1011"),
                ("/rest/asset/v1/staticList/99.json", "702"),
                ("/rest/asset/v1/folder/byName.json?name=x&workSpace=nowhere", "611"),
                ("/rest/asset/v1/folder/1.json?type=Unacceptable", "1001"),
                ("/rest/asset/v1/folder/byName.json?name=x&type=Unacceptable", "1003"),
                ("/rest/asset/v1/smartCampaign/byName.json", "701"), ("/rest/v1/nothing.json", "610"),
            ])
        func codes(uri: String, code: String) async throws {
            try await APIFixture.run { api async throws in try await api.expectRefusal(code, nil, .get, uri) }
        }

        @Test("mrkt: deletes folders without a type")
        func deleteFolder() async throws {
            try await APIFixture.run { api async throws in
                let folder = try await api.folder("Gone").rawValue
                let answer = try await api.call(.post, "/rest/asset/v1/folder/\(folder)/delete.json")
                #expect(answer.result == [["id": .integer(folder)]])
            }
        }
    }
}
