import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct MergeLeadsEndpointTests {
    private static let done = ##"{"requestId":"#","success":true}"##

    @Test func losersBecomePartOfTheWinner() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("One")
            let winner = try await api.lead("a@example.com")
            let losers = [
                try await api.lead("b@example.com", [.city: .text("Ulm")]), try await api.lead("c@example.com"),
            ]
            _ = try await api.call(.post, "/rest/v1/lists/\(list)/leads.json?id=\(losers[1])")
            let answer = try await api.call(
                .post,
                "/rest/v1/leads/\(winner)/merge.json?leadIds=\(losers[0]),\(losers[1]),\(losers[0])&leadId=\(losers[1])&mergeInCRM=True"
            )
            #expect(answer.stable == Self.done)
            let read = try await api.get("/rest/v1/lead/\(winner).json?fields=email,city")
            #expect(read.result == [["id": .integer(winner.rawValue), "email": "a@example.com", "city": "Ulm"]])
            #expect(try api.store.read { try $0.members(of: list, after: nil, limit: 9) } == [winner])
            for loser in losers {
                #expect(try await api.get("/rest/v1/lead/\(loser).json").error?.code == "1004")
            }
            let found = try await api.get(
                "/rest/v1/leads.json?filterType=id&filterValues=\(losers[0]),\(winner)&fields=id")
            #expect(found.result == [["id": .integer(winner.rawValue)]])
            let types = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [12, 13, 24, 32, 37], leads: [winner], limit: 99)
                    .rows.map(\.content.typeID.rawValue)
            }
            #expect(types == [12, 12, 12, 24, 13, 32])
        }
    }

    /// Clients send the ids in a form body as well.
    @Test(arguments: [APIBody.form("leadId=2&mergeInCRM=false"), .json(#"{"leadIds":["2"]}"#), .json(#"{"leadId":2}"#)])
    func idsMayBeInTheBody(_ body: APIBody) async throws {
        try await APIFixture.run { api in
            for name in ["a", "b"] { try await api.lead("\(name)@example.com") }
            #expect(try await api.call(.post, "/rest/v1/leads/1/merge.json", body).stable == Self.done)
            #expect(try api.store.read { try $0.existing([1, 2]) } == [1])
        }
    }

    private static let many = (2...27).map(String.init).joined(separator: ",")

    @Test(arguments: [
        ("1/merge.json", "1002", "Missing value for the required parameter 'leadId'"),
        ("1/merge.json?leadIds=,", "1002", "Missing value for the required parameter 'leadId'"),
        ("1/merge.json?leadId=two", "1001", "Invalid value 'two'. Required of type 'Integer'"),
        ("1/merge.json?leadId=2&mergeInCRM=maybe", "1001", "Invalid value 'maybe'. Required of type 'Boolean'"),
        ("1/merge.json?leadIds=\(many)", "1080", "Too many leads to merge. Maximum is 25"),
        ("1/merge.json?leadIds=2,1", "1003", "Lead '1' cannot be merged into itself"),
        ("9/merge.json?leadId=2", "1004", "Lead '9' not found"),
        ("1/merge.json?leadIds=2,9,8", "1004", "Lead '9' not found"),
        ("1/merge.json?leadIds=2,-5", "1004", "Lead '-5' not found"),
        (
            "1/merge.json?leadIds=2,9223372036854775808", "1001",
            "Invalid value '9223372036854775808'. Required of type 'Integer'"
        ),
    ])
    func refusals(path: String, code: String, message: String) async throws {
        try await APIFixture.run { api in
            for name in ["a", "b"] { try await api.lead("\(name)@example.com") }
            try await api.expectRefusal(code, message, .post, "/rest/v1/leads/\(path)")
        }
    }

    @Test func twentyFiveAreMerged() async throws {
        try await APIFixture.run { api in
            for number in 1...26 { try await api.lead("\(number)@example.com") }
            let ids = (2...26).map(String.init).joined(separator: ",")
            #expect(try await api.call(.post, "/rest/v1/leads/1/merge.json?leadIds=\(ids)").stable == Self.done)
            #expect(try api.store.read { try $0.existing((1...26).map { LeadID($0) }) } == [1])
        }
    }
}
