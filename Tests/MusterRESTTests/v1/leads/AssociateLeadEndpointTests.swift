import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Associate Lead, and what reads cookies.
@Suite struct AssociateLeadEndpointTests {
    private static let done = ##"{"requestId":"#","success":true}"##

    private func cookie(_ number: Int) -> String { "id:287-GTJ-838&token:_mch-example.com-\(number)" }
    private func encoded(_ number: Int) -> String { "id:287-GTJ-838%26token:_mch-example.com-\(number)" }

    private func holders(_ number: Int, _ api: APIFixture) async throws -> [JSONValue]? {
        try await api.get("/rest/v1/leads.json?filterType=cookies&filterValues=\(encoded(number))&fields=cookies")
            .result
    }

    @Test func aCookieIsOneLeads() async throws {
        try await APIFixture.run { api in
            let a = try await api.lead("a@example.com")
            let b = try await api.lead("b@example.com")
            let query = try await api.call(.post, "/rest/v1/leads/\(a)/associate.json?cookie=\(encoded(1))")
            #expect(query.stable == Self.done)
            #expect(
                try await api.post("/rest/v1/leads/\(a)/associate.json", form: "cookie=\(encoded(2))").stable
                    == Self.done)
            #expect(
                try await holders(1, api)
                    == [["id": .integer(a.rawValue), "cookies": .string(cookie(1) + "," + cookie(2))]])
            #expect(try await api.call(.post, "/rest/v1/leads/\(b)/associate.json?cookie=\(encoded(1))").isSuccess)
            #expect(try await holders(1, api) == [["id": .integer(b.rawValue), "cookies": .string(cookie(1))]])
            #expect(try await holders(2, api) == [["id": .integer(a.rawValue), "cookies": .string(cookie(2))]])
            let lead = try await api.get("/rest/v1/lead/\(b).json?fields=cookies")
            #expect(lead.result == [["id": .integer(b.rawValue), "cookies": .string(cookie(1))]])
            _ = try await api.call(.post, "/rest/v1/leads/delete.json?id=\(b)")
            #expect(try await holders(1, api) == [])
        }
    }

    @Test func mergedLeadsKeepTheirCookies() async throws {
        try await APIFixture.run { api in
            let a = try await api.lead("a@example.com")
            let b = try await api.lead("b@example.com")
            _ = try await api.call(.post, "/rest/v1/leads/\(b)/associate.json?cookie=\(encoded(1))")
            _ = try await api.call(.post, "/rest/v1/leads/\(a)/merge.json?leadId=\(b)")
            #expect(try await holders(1, api) == [["id": .integer(a.rawValue), "cookies": .string(cookie(1))]])
        }
    }

    @Test(arguments: [
        ("1/associate.json", "1002", "Missing value for the required parameter 'cookie'"),
        ("1/associate.json?cookie=%20", "1002", "Missing value for the required parameter 'cookie'"),
        ("1/associate.json?cookie=x", "1012", "Invalid cookie value 'x'"),
        // The inner ampersand was not encoded.
        ("1/associate.json?cookie=id:287-GTJ-838&token:_mch-a-1", "1012", "Invalid cookie value 'id:287-GTJ-838'"),
        (
            "1/associate.json?cookie=id:28-GTJ-838%26token:_mch-a", "1012",
            "Invalid cookie value 'id:28-GTJ-838&token:_mch-a'"
        ),
        ("9/associate.json?cookie=id:287-GTJ-838%26token:_mch-a-1", "1004", "Lead '9' not found"),
    ])
    func refusals(path: String, code: String, message: String) async throws {
        try await APIFixture.run { api in
            try await api.lead("a@example.com")
            try await api.expectRefusal(code, message, .post, "/rest/v1/leads/\(path)")
        }
    }

    @Test func aFilterValueIsACookie() async throws {
        try await APIFixture.run { api in
            try await api.expectRefusal(
                "1012", "Invalid cookie value 'abc'", .get, "/rest/v1/leads.json?filterType=cookies&filterValues=abc")
        }
    }
}
