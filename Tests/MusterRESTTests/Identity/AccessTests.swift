import HTTPTypes
import Hummingbird
import MusterModel
import MusterStore
import Testing

@Suite struct AccessTests {
    private static let uri = "/rest/v1/lists.json"

    /// How a token may be presented.
    @Test(arguments: [
        ("Bearer ", true, "as documented"), ("bearer ", true, "another case"), ("Bearer    ", true, "several blanks"),
        ("Bearer", true, "no blank: a published Zapier script"), ("Basic ", false, "another scheme"),
        ("Token ", false, "another scheme"),
    ])
    func headers(scheme: String, isAccepted: Bool, why: String) async throws {
        try await APIFixture.run { api in
            let answer = try await api.call(
                .get, Self.uri, token: .some(nil), headers: [.authorization: scheme + api.token])
            #expect(answer.isSuccess == isAccepted, "\(why): \(answer.text)")
            if !isAccepted { #expect(answer.error?.code == "603", "\(why)") }
        }
    }

    @Test func tokensMayBeParameters() async throws {
        try await APIFixture.run { api in
            let query = try await api.call(.get, Self.uri + "?access_token=\(api.token)", token: .some(nil))
            #expect(query.isSuccess)
            let form = try await api.call(
                .post, Self.uri, token: .some(nil), .form("_method=GET&access_token=\(api.token)"))
            #expect(form.isSuccess, "\(form.text)")
            let part = "--x\r\nContent-Disposition: form-data; name=\"access_token\"\r\n\r\n\(api.token)\r\n--x--\r\n"
            let multipart = try await api.call(
                .post, Self.uri + "?_method=GET", token: .some(nil), .multipart(part, boundary: "x"))
            #expect(multipart.isSuccess, "\(multipart.text)")
            let wrongHeader = try await api.call(.get, Self.uri + "?access_token=\(api.token)", token: "nobody")
            #expect(wrongHeader.error?.code == "601", "the header wins")
        }
    }

    @Test func parameterTokensCanBeSwitchedOff() async throws {
        try await APIFixture.run { api in
            try await api.store.write { writer in
                var settings = writer.catalogs.settings
                settings.allowsQueryToken = false
                try writer.setSettings(settings)
            }
            let answer = try await api.call(.get, Self.uri + "?access_token=\(api.token)", token: .some(nil))
            #expect(answer.error?.code == "603")
        }
    }

    @Test func noTokenAndUnknownTokens() async throws {
        try await APIFixture.run { api in
            let none = try await api.call(.get, Self.uri, token: .some(nil))
            #expect(none.error?.code == "603")
            #expect(none.error?.message == "Access denied")
            let empty = try await api.call(.get, Self.uri, token: .some(nil), headers: [.authorization: "Bearer "])
            #expect(empty.error?.code == "603")
            let unknown = try await api.call(.get, Self.uri, token: "cdf01657-110d-4155-99a7-f986b2ff13a0:int")
            #expect(unknown.error?.code == "601")
            #expect(unknown.error?.message == "Access token invalid")
            let unknownRoute = try await api.call(.get, "/rest/v1/nothing.json", token: .some(nil))
            #expect(unknownRoute.error?.code == "603", "the token is checked before the route")
        }
    }

    @Test func tokensExpireAfterAnHour() async throws {
        try await APIFixture.run { api in
            #expect(try await api.get(Self.uri).isSuccess)
            api.clock.move(to: api.clock.now.adding(seconds: 3599))
            #expect(try await api.get(Self.uri).isSuccess)
            api.clock.move(to: api.clock.now.adding(seconds: 1))
            let answer = try await api.get(Self.uri)
            #expect(answer.error?.code == "602")
            #expect(answer.error?.message == "Access token expired")
        }
    }

    /// Read-Write implies Read-Only; of execute campaign either permission will do.
    private static let permissions: [(granted: Set<Permission>, method: String, uri: String, isAllowed: Bool)] = [
        ([.readOnlyLead], "GET", "/rest/v1/lists.json", true),
        ([.readWriteLead], "GET", "/rest/v1/lists.json", true),
        ([.readOnlyAssets], "GET", "/rest/v1/lists.json", false),
        ([.readOnlyLead], "POST", "/rest/v1/leads.json", false),
        ([.executeCampaign], "POST", "/rest/v1/campaigns/1/schedule.json", true),
        ([.readWriteCampaign], "POST", "/rest/v1/campaigns/1/schedule.json", true),
        ([.readOnlyCampaign], "POST", "/rest/v1/campaigns/1/schedule.json", false),
        ([], "GET", "/rest/v1/activities/types.json", false),
    ]

    @Test func permissions() async throws {
        try await APIFixture.run { api in
            for row in Self.permissions {
                let token = try await api.token(row.granted)
                let answer = try await api.call(try #require(HTTPRequest.Method(row.method)), row.uri, token: token)
                #expect((answer.error?.code == "603") == !row.isAllowed, "\(row): \(answer.text)")
            }
        }
    }
}
