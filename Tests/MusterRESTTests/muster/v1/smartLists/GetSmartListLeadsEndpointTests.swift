import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct GetSmartListLeadsEndpointTests {
    private static let uri = "/muster/v1/smartList/1001/leads.json"

    private static func plant(_ api: APIFixture) async throws {
        for index in 1...5 {
            try await api.lead("\(index)@example.com", [.country: .text(index == 3 ? "France" : "Germany")])
        }
        try await api.smartList("Germans", rules: #"{"filters":[{"Country":"Germany"}]}"#)
    }

    @Test("records by ascending id with the fields that were asked for")
    func records() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            let answer = try await api.get(Self.uri + "?fields=email,country")
            #expect(
                answer.stable
                    == assetAnswer(
                        #"{"id":1,"email":"1@example.com","country":"Germany"}"#,
                        #"{"id":2,"email":"2@example.com","country":"Germany"}"#,
                        #"{"id":4,"email":"4@example.com","country":"Germany"}"#,
                        #"{"id":5,"email":"5@example.com","country":"Germany"}"#))
        }
    }

    @Test("pages skip and repeat nobody", arguments: [1, 2, 3, 4, 1000, 5000])
    func pages(size: Int) async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            var seen: [Int64] = []
            var token: String?
            repeat {
                let next = token.map { "&nextPageToken=\($0.replacing("=", with: "%3D"))" } ?? ""
                let answer = try await api.get(Self.uri + "?batchSize=\(size)\(next)")
                let ids = (answer.result ?? []).compactMap { $0.object?["id"]?.integer }
                #expect(!ids.isEmpty && ids.count <= size, "\(answer.text)")
                seen += ids
                token = answer.token
            } while token != nil && seen.count < 10
            #expect(seen == [1, 2, 4, 5])
        }
    }

    @Test("nobody is an empty list, no list a warning")
    func empty() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("A", rules: #"{"filters":[{"Country":"Nowhere"}]}"#)
            #expect(try await api.get(Self.uri).stable == assetAnswer())
            #expect(try await api.get("/muster/v1/smartList/7/leads.json").stable == noAssetsAnswer)
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("?batchSize=0", "1003"), ("?batchSize=x", "1001"), ("?nextPageToken=x", "1003"),
            ("?fields=shoeSize", "1006"),
        ])
    func refused(query: String, code: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            try await api.expectRefusal(code, nil, .get, Self.uri + query)
        }
    }

    @Test("a token is good for its own list only")
    func foreignToken() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            try await api.smartList("Others", rules: #"{"filters":[{"Country":"Germany"}]}"#)
            let token = try #require(try await api.get(Self.uri + "?batchSize=1").token)
            try await api.expectRefusal(
                "1003", "Invalid nextPageToken", .get, "/muster/v1/smartList/1002/leads.json?nextPageToken=\(token)")
        }
    }
}
