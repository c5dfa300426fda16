import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Get Leads by Program Id and Change Lead Program Status.
@Suite struct LeadProgramEndpointsTests {
    private static let now = "2024-03-05T12:00:00Z"

    private static func program(
        _ api: APIFixture, _ kind: Program.Kind = .event, channel: String = "Live Event"
    ) async throws -> ProgramID {
        try await api.store.write {
            try $0.createProgram(
                name: "Tour", kind: kind, channel: channel, folder: .folder(SystemAssets.marketingActivities)
            ).id
        }
    }

    @Test func statusesAreWrittenLeadByLead() async throws {
        try await APIFixture.run { api in
            let program = try await Self.program(api)
            let (a, b) = (try await api.lead("a@example.com"), try await api.lead("b@example.com"))
            let uri = "/rest/v1/leads/programs/\(program)/status.json"
            let first = try await api.post(
                uri, json: #"{"status":"Registered","input":[{"id":\#(a)},{"id":"\#(b)"},{"id":99}]}"#)
            #expect(
                first.stable == ##"""
                    {"requestId":"#","result":[{"id":\##(a),"status":"updated"},{"id":\##(b),"status":"updated"},{"id":99,"status":"skipped","reasons":[{"code":"1004","message":"Lead not found"}]}],"success":true}
                    """##)
            func write(_ status: String) async throws -> JSONValue? {
                try await api.post(uri, json: #"{"status":"\#(status)","input":[{"id":\#(a)}]}"#).result?.first
            }
            let updated: JSONValue = ["id": .integer(a.rawValue), "status": "updated"]
            func skipped(_ message: String) -> JSONValue {
                [
                    "id": .integer(a.rawValue), "status": "skipped",
                    "reasons": [["code": "1037", "message": .string(message)]],
                ]
            }
            let past = skipped("Lead skipped because it is already in or past this status")
            #expect(try await write("Registered") == past)
            #expect(try await write("Invited") == past)
            #expect(try await write("waitlisted") == updated, "an equal step")
            #expect(try await write("Attended") == updated)
            #expect(try await write("Not in Program") == updated)
            #expect(try await write("Not in Program") == skipped("Lead not in program"))
            let logged = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [104], limit: 20).rows.map(\.content)
            }
            #expect(logged.map(\.leadID) == [a, b, a, a, a])
            #expect(logged.map { $0.attributes["Success"] } == [false, false, false, true, false])
        }
    }

    @Test func membersHaveTheirMembershipLast() async throws {
        try await APIFixture.run { api in
            let program = try await Self.program(api)
            let (a, b) = (try await api.lead("a@example.com"), try await api.lead("b@example.com"))
            _ = try await api.post(
                "/rest/v1/leads/programs/\(program)/status.json",
                json: #"{"status":"Attended","input":[{"id":\#(b)},{"id":\#(a)}]}"#)
            let uri = "/rest/v1/leads/programs/\(program).json"
            let page = try await api.get(uri + "?batchSize=1")
            #expect(
                page.stable.hasPrefix(
                    ##"""
                    {"requestId":"#","result":[{"id":\##(a),"firstName":null,"lastName":null,"email":"a@example.com","updatedAt":"\##(Self.now)","createdAt":"\##(Self.now)","membership":{"id":\##(program),"progressionStatus":"Attended","progressionStatusType":"Attended","isExhausted":false,"acquiredBy":true,"reachedSuccess":true,"membershipDate":"\##(Self.now)","updatedAt":"\##(Self.now)"}}],"success":true,"nextPageToken":"
                    """##))
            let token = try #require(page.token)
            let rest = try await api.get(uri + "?fields=email,ecids&nextPageToken=\(token)")
            let record = try #require(rest.result?.first?.object)
            #expect(record.keys == ["id", "email", "ecids", "membership"])
            #expect(record["ecids"] == .null)
            #expect(rest.token == nil && rest.json?["moreResult"] == nil)
        }
    }

    @Test func engagementMembersHaveAStream() async throws {
        try await APIFixture.run { api in
            let program = try await Self.program(api, .engagement, channel: "Nurture")
            let lead = try await api.lead("a@example.com")
            _ = try await api.post(
                "/rest/v1/leads/programs/\(program)/status.json",
                json: #"{"status":"Member","input":[{"id":\#(lead)}]}"#)
            let answer = try await api.get("/rest/v1/leads/programs/\(program).json")
            let membership = try #require(answer.result?.first?.object?["membership"]?.object)
            #expect(membership.keys.suffix(2) == ["stream", "nurtureCadence"])
            #expect(membership["nurtureCadence"] == "norm")
        }
    }

    @Test func refusals() async throws {
        try await APIFixture.run { api in
            let program = try await Self.program(api)
            let lead = try await api.lead("a@example.com")
            let status = "/rest/v1/leads/programs/\(program)/status.json"
            let rows: [(HTTPRequest.Method, String, APIBody, String, String)] = [
                (.get, "/rest/v1/leads/programs/99.json", .none, "1013", "Program not found"),
                (.get, "/rest/v1/leads/programs/\(program).json?fields=nope", .none, "1006", "Field 'nope' not found"),
                (
                    .get, "/rest/v1/leads/programs/\(program).json?nextPageToken=A", .none, "1003",
                    "Invalid nextPageToken"
                ),
                (
                    .post, status, .json(#"{"input":[{"id":\#(lead)}]}"#), "1002",
                    "Missing value for the required parameter 'status'"
                ),
                (.post, status, .json(#"{"status":"Attended"}"#), "1003", "Leads not specified"),
                (
                    .post, status, .json(#"{"status":"Won","input":[{"id":\#(lead)}]}"#), "1025",
                    "Program status not found"
                ),
                (
                    .post, status, .json(#"{"status":"Attended","input":[{"id":"x"}]}"#), "1001",
                    "Invalid value 'x'. Required of type 'Integer'"
                ),
                (
                    .post, "/rest/v1/leads/programs/99/status.json",
                    .json(#"{"status":"Attended","input":[{"id":\#(lead)}]}"#), "1013", "Program not found"
                ),
            ]
            for (method, uri, body, code, message) in rows {
                try await api.expectRefusal(code, message, method, uri, body)
            }
        }
    }
}
