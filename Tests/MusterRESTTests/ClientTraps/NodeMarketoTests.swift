import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct NodeMarketoTests {
        @Test("node-marketo: sends /rest/../bulk/v1 as it is")
        func dots() async throws {
            try await APIFixture.run { api async throws in
                let bulk = try await api.get("/rest/../bulk/v1/leads/export.json")
                let plain = try await api.get("/bulk/v1/leads/export.json")
                #expect(bulk.error?.code == plain.error?.code, "the same place")
                #expect(try await api.get("/rest/../rest/v1/lists.json").isSuccess)
                try await api.expectRefusal(
                    "610", "Requested resource not found", .get, "/rest/../../rest/v1/lists.json")
            }
        }

        @Test(
            "node-marketo: sends a JSON body with every GET",
            arguments: [
                "/rest/asset/v1/folder/byName.json?name=Default&", "/rest/asset/v1/smartLists.json",
                "/rest/v1/lists.json", "/rest/v1/activities/types.json", "/rest/v1/campaigns.json",
            ])
        func bodyOnGet(uri: String) async throws {
            try await APIFixture.run { api async throws in
                let plain = try await api.get(uri)
                let answer = try await api.call(.get, uri, .json(#"{"data":{"_method":"GET"}}"#))
                #expect(answer.isSuccess)
                #expect(answer.stable == plain.stable)
            }
        }

        @Test("node-marketo: says _method=POST on a POST")
        func methodPost() async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.post(
                    "/rest/v1/leads.json?_method=POST", json: #"{"input":[{"email":"joe@example.com"}]}"#)
                #expect(answer.result == [["id": 1, "status": "created"]])
            }
        }

        @Test("node-marketo: pages assets by offset until a result is empty or missing", arguments: [39, 40])
        func offsets(count: Int) async throws {
            try await APIFixture.run { api async throws in
                try await api.staticLists(count)
                var (offset, found, pages) = (0, 0, 0)
                while true {
                    let page = try await api.get("/rest/asset/v1/staticLists.json?offset=\(offset)&maxReturn=20")
                    #expect(page.isSuccess)
                    pages += 1
                    guard let result = page.result, !result.isEmpty else { break }
                    found += result.count
                    offset += 20
                }
                #expect(found == count)
                #expect(pages == 3)
            }
        }

        @Test("node-marketo: authenticates again on 601 and 602, which come with HTTP 200")
        func authenticatesAgain() async throws {
            try await APIFixture.run { api async throws in
                let unknown = try await api.call(.get, "/rest/v1/lists.json", token: "nobody")
                #expect(unknown.status == .ok)
                #expect(unknown.error?.code == "601")
                api.clock.move(to: api.clock.now.adding(seconds: 3600))
                let expired = try await api.get("/rest/v1/lists.json")
                #expect(expired.status == .ok)
                #expect(expired.error?.code == "602")
                let answer = try await api.call(
                    .get,
                    "/identity/oauth/token?grant_type=client_credentials&client_id=\(APIFixture.clientID)"
                        + "&client_secret=\(APIFixture.secret)", token: .some(nil))
                let token = try #require(answer.json?["access_token"]?.text)
                #expect(try await api.call(.get, "/rest/v1/lists.json", token: token).isSuccess)
            }
        }
    }
}
