import HTTPTypes
import MusterModel
import Testing

/// The request and response pairs of Adobe's pages "Smart Campaigns" and "Smart Lists", requests letter by
/// letter, answers member by member.
@Suite struct SeedExchangeTests {
    @Test("a pair of Adobe's pages", arguments: try SeedExchange.all())
    func pair(exchange: SeedExchange) async throws {
        try await APIFixture.run(at: exchange.clock) { api async throws in
            try await SeedDatabase(api, exchange).plant()
            let answer = try await api.call(exchange.method, exchange.target, exchange.body)
            try answer.expectSeed(exchange.response)
        }
    }

    @Test("all eighteen pairs of the two pages are there")
    func complete() throws {
        let names = try SeedExchange.all().map { String($0.name.prefix(4)) }
        #expect(names == (1...11).map { $0 < 10 ? "SC0\($0)" : "SC\($0)" } + (1...7).map { "SL0\($0)" })
    }
}

extension APIAnswer {
    /// Compares with one of Adobe's examples: the same members in the same order. The request id needs only
    /// its shape, and `warnings` is added where the older asset examples lack it, because newer ones have it.
    func expectSeed(_ example: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let seed = try #require(try JSONParser.parse(example).object, sourceLocation: sourceLocation)
        let id = try #require(json?["requestId"]?.text, "\(text)", sourceLocation: sourceLocation)
        #expect(id.wholeMatch(of: #/[0-9a-f]{1,5}#[0-9a-f]{9,12}/#) != nil, sourceLocation: sourceLocation)
        let lacksWarnings = seed["warnings"] == nil && seed.keys.first == "success"
        var members: [(key: String, value: JSONValue)] = []
        for member in seed.members {
            members.append(member.key == "requestId" ? (member.key, .string(id)) : member)
            if member.key == "requestId", lacksWarnings { members.append(("warnings", [])) }
        }
        #expect(text == JSONValue.object(JSONObject(members)).jsonText, sourceLocation: sourceLocation)
        #expect(status == .ok, sourceLocation: sourceLocation)
    }
}
