import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct TapMarketoTests {
        @Test("tap-marketo: asks its Munchkin host and no other", arguments: ["123-ABC-456.mktorest.com", "localhost"])
        func host(host: String) async throws {
            try await APIFixture.run { api async throws in
                #expect(try await api.isAnswered("/rest/v1/activities/types.json", host: host))
            }
        }

        @Test("tap-marketo: pages programs until the exact warning")
        func programs() async throws {
            try await APIFixture.run { api async throws in
                try await api.programs(400)
                var (offset, count) = (0, 0)
                while true {
                    let data = try await api.python(
                        .get, "/rest/asset/v1/programs.json",
                        params: [
                            "maxReturn": "200", "offset": "\(offset)", "earliestUpdatedAt": "2024-01-01T00:00:00Z",
                            "latestUpdatedAt": "2024-03-05T12:30:00.123456+00:00",
                        ])
                    if data.warnings.contains("No assets found for the given search criteria.") { break }
                    // Without a result the client ends with a KeyError, without the warning never.
                    count += try #require(data.result).count
                    offset += 200
                    try #require(offset <= 600)
                }
                #expect(count == 400)
                #expect(offset == 400)
            }
        }

        @Test(
            "tap-marketo: sends microseconds and an offset in the dates of programs",
            arguments: [("2024-03-05T12:00:00.999999+00:00", 1), ("2024-03-05T11:59:59.999999+00:00", 0)])
        func microseconds(latest: String, count: Int) async throws {
            try await APIFixture.run { api async throws in
                try await api.programs(1)
                let data = try await api.python(
                    .get, "/rest/asset/v1/programs.json",
                    params: ["maxReturn": "200", "offset": "0", "latestUpdatedAt": latest])
                #expect(data.isSuccess, "\(data.text)")
                #expect(data.result?.count ?? 0 == count, "fractions are dropped, not rounded")
            }
        }

        @Test("tap-marketo: stops paging lists when nextPageToken is absent", arguments: [300, 301, 600])
        func lists(count: Int) async throws {
            try await APIFixture.run { api async throws in
                try await api.staticLists(count)
                var (pages, found) = (0, 0)
                var token: String?
                repeat {
                    let data =
                        if let token {
                            try await api.python(
                                .get, "/rest/v1/lists.json", params: ["batchSize": "300", "nextPageToken": token])
                        } else {
                            try await api.python(.get, "/rest/v1/lists.json", params: ["batchSize": "300"])
                        }
                    found += try #require(data.result).count
                    pages += 1
                    token = data.token
                } while token != nil
                #expect(found == count)
                #expect(pages == (count + 299) / 300, "no token on the last page, though it is full")
            }
        }

        @Test("tap-marketo: expects an identity failure not to be HTTP 200")
        func identity() async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.call(
                    .get, "/identity/oauth/token?grant_type=client_credentials&client_id=x&client_secret=y",
                    token: .some(nil))
                #expect(answer.status == .unauthorized)
                #expect(answer.json?["error"] == "unauthorized")
            }
        }
    }
}
