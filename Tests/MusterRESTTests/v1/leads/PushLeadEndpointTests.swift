import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct PushLeadEndpointTests {
    private static let uri = "/rest/v1/leads/push.json"

    private func pushes(_ api: APIFixture) throws -> [NewActivity] {
        try api.store.read { try $0.activities(after: 0, since: nil, types: [145], limit: 99).rows.map(\.content) }
    }

    @Test func leadsAreWrittenAndThePushIsLogged() async throws {
        try await APIFixture.run { api in
            let program = try await api.program("Summit")
            try await api.lead("a@example.com")
            let answer = try await api.post(
                Self.uri,
                json: #"""
                    {"programName":"Summit","source":"Booth","reason":"Scanned","lookupField":"email","input":[
                    {"email":"a@example.com","city":"Ulm","mktToken":"whatever"},{"email":"b@example.com","leadScore":"x"},
                    {"email":"c@example.com"}]}
                    """#)
            #expect(
                answer.stable == ##"""
                    {"requestId":"#","result":[{"id":1,"status":"updated"},{"status":"skipped","reasons":[{"code":"1003","message":"Invalid value for field 'leadScore' and value 'x'"}]},{"id":2,"status":"created"}],"success":true}
                    """##)
            let logged = try pushes(api)
            #expect(logged.map(\.leadID) == [1, 2])
            #expect(logged.map(\.primaryID) == [program.rawValue, program.rawValue])
            #expect(logged.map(\.primaryValue) == ["Summit", "Summit"])
            #expect(logged.map(\.attributes) == Array(repeating: ["Reason": "Scanned", "Source": "Booth"], count: 2))
            let types = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [12, 13, 145], limit: 99).rows.map(
                    \.content.typeID.rawValue)
            }
            #expect(types == [12, 13, 145, 12, 145])
        }
    }

    @Test func aStatusMakesMembersOfTheProgram() async throws {
        try await APIFixture.run { api in
            let program = try await api.program("Summit", kind: .event, channel: "Live Event")
            func push(_ status: String) async throws -> [JSONValue]? {
                let answer = try await api.post(
                    Self.uri,
                    json:
                        #"{"programName":"Summit","programStatus":"\#(status)","input":[{"email":"a@example.com"},{"email":"b@example.com","leadScore":"x"},{"email":"a@example.com","city":"Ulm"}]}"#
                )
                return answer.result
            }
            #expect(try await push("attended")?.first == ["id": 1, "status": "created"])
            #expect(try await push("Invited")?.first == ["id": 1, "status": "updated"], "nobody moves back")
            let members = try api.store.read { try $0.programMembers(of: program, after: nil, limit: 9) }
            #expect(members.map(\.leadID) == [1])
            #expect(members.map(\.status) == ["Attended"])
            let types = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [12, 13, 104, 145], limit: 99).rows
                    .map(\.content.typeID.rawValue)
            }
            #expect(types == [12, 145, 13, 145, 104, 145, 145])
            try await api.expectRefusal(
                "1025", "Program status not found", .post, Self.uri,
                .json(#"{"programName":"Summit","programStatus":"Nope","input":[{"email":"a@example.com"}]}"#))
        }
    }

    @Test func cookiesOfARecordAreItsLeads() async throws {
        try await APIFixture.run { api in
            try await api.program("Summit")
            let cookie = "id:287-GTJ-838&token:_mch-a-1"
            func push(_ record: String, _ more: String = "") async throws -> JSONValue? {
                try await api.post(Self.uri, json: #"{"programName":"Summit"\#(more),"input":[\#(record)]}"#).result?
                    .first
            }
            #expect(
                try await push(#"{"email":"a@example.com","cookies":"\#(cookie)"}"#) == ["id": 1, "status": "created"])
            #expect(
                try await push(#"{"cookies":"\#(cookie)","city":"Ulm"}"#, #","lookupField":"cookies""#)
                    == ["id": 1, "status": "updated"])
            #expect(
                try await push(#"{"email":"b@example.com","cookies":"_mch"}"#) == [
                    "status": "skipped", "reasons": [["code": "1012", "message": "Invalid cookie value '_mch'"]],
                ])
            #expect(
                try await push(#"{"email":"b@example.com"}"#, #","lookupField":"cookies""#) == [
                    "status": "skipped",
                    "reasons": [["code": "1003", "message": "Value for lookup field 'cookies' not found"]],
                ])
            let lead = try await api.get("/rest/v1/lead/1.json?fields=email,city,cookies")
            #expect(lead.result == [["id": 1, "email": "a@example.com", "city": "Ulm", "cookies": .string(cookie)]])
            let changes = try api.store.read { try $0.activities(after: 0, since: nil, types: [13], limit: 9).rows }
            #expect(changes.map(\.content.primaryValue) == ["City"], "cookies are no value changes")
        }
    }

    @Test func aTokenNamesNobody() async throws {
        try await APIFixture.run { api in
            try await api.program("Summit")
            let before = try api.snapshot()
            let answer = try await api.post(
                Self.uri,
                json:
                    #"{"programName":"Summit","lookupField":"mktToken","input":[{"mktToken":"x","city":"Ulm"},{"city":"Ulm"}]}"#
            )
            #expect(
                answer.result == [
                    ["status": "skipped", "reasons": [["code": "1004", "message": "Lead not found"]]],
                    [
                        "status": "skipped",
                        "reasons": [["code": "1003", "message": "Value for lookup field 'mktToken' not found"]],
                    ],
                ])
            #expect(try api.snapshot() == before)
        }
    }

    @Test func refusals() async throws {
        let one = #""input":[{"email":"a@b.c"}]"#
        let rows: [(String, String, String)] = [
            ("{\(one)}", "1002", "Missing value for the required parameter 'programName'"),
            (#"{"programName":" ",\#(one)}"#, "1002", "Missing value for the required parameter 'programName'"),
            (#"{"programName":"Nothing",\#(one)}"#, "1013", "Program not found"),
            (#"{"programName":"Summit"}"#, "1003", "Leads not specified"),
            (#"{"programName":"Summit","input":[]}"#, "1003", "Leads not specified"),
            (#"{"programName":"Summit","input":[{"email":"a@b.c","x":1}]}"#, "1006", "Field 'x' not found"),
            (#"{"programName":"Summit","lookupField":"userId",\#(one)}"#, "1006", "Lookup field 'userId' not found"),
            (#"{"programName":"Summit","lookupField":"firstName",\#(one)}"#, "1011", "Field 'firstName' not supported"),
            (#"{"programName":"Summit","partitionName":"Europe",\#(one)}"#, "1003", "Partition 'Europe' not found"),
            (#"{"programName":["Summit"],\#(one)}"#, "1001", #"Invalid value '["Summit"]'. Required of type 'String'"#),
        ]
        try await APIFixture.run { api in
            try await api.program("Summit")
            for (body, code, message) in rows {
                try await api.expectRefusal(code, message, .post, Self.uri, .json(body))
            }
        }
    }
}
