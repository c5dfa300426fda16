import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct SyncLeadsEndpointTests {
    private static let uri = "/rest/v1/leads.json"

    private func status(_ id: Int64, _ word: String) -> JSONValue { ["id": .integer(id), "status": .string(word)] }
    private func skipped(_ code: String, _ message: String) -> JSONValue {
        ["status": "skipped", "reasons": [["code": .string(code), "message": .string(message)]]]
    }

    @Test("each unknown field is told once, in order, however many there are")
    func unknownFields() async throws {
        try await APIFixture.run { api in
            let names = (0..<9_999).map { "n\($0)" }
            let members = (names + ["n1"]).map { "\"\($0)\":1" }.joined(separator: ",")
            let answer = try await api.send(
                .post, Self.uri, token: api.token, headers: [:], .json("{\"input\":[{\(members)},{\"n0\":2}]}"))
            #expect(answer.errors.map(\.message) == names.map { "Field '\($0)' not found" })
        }
    }

    @Test func recordsAreCreatedAndUpdatedInOrder() async throws {
        try await APIFixture.run { api in
            let answer = try await api.post(
                Self.uri,
                json: #"""
                    {"input":[{"email":"a@example.com","firstName":"A"},{"email":"b@example.com"},
                    {"email":"A@example.com","lastName":"Z"}]}
                    """#)
            #expect(answer.result == [status(1, "created"), status(2, "created"), status(1, "updated")])
            let lead = try await api.get("/rest/v1/lead/1.json?fields=firstName,lastName,mktoName")
            #expect(lead.result == [["id": 1, "firstName": "A", "lastName": "Z", "mktoName": "A Z"]])
            let types = try api.store.read {
                try $0.activities(after: 0, since: nil, types: [12, 13], limit: 10).rows.map(\.content.typeID.rawValue)
            }
            #expect(types == [12, 12, 13, 13], "two created; e-mail's case and last name changed")
        }
    }

    @Test func actionsDiffer() async throws {
        try await APIFixture.run { api in
            let id = try await api.lead("a@example.com").rawValue
            func sync(_ action: String, _ email: String, _ more: String = "") async throws -> JSONValue? {
                try await api.post(
                    Self.uri,
                    json: #"{"action":"\#(action)","asyncProcessing ":true,"input":[{"email":"\#(email)"\#(more)}]}"#
                ).result?.first
            }
            #expect(try await sync("createOnly", "a@example.com") == skipped("1005", "Lead already exists"))
            #expect(try await sync("updateOnly", "x@example.com") == skipped("1004", "Lead not found"))
            #expect(try await sync("UPDATEONLY", "a@example.com", #","city":"Bonn""#) == status(id, "updated"))
            #expect(try await sync("createDuplicate", "a@example.com") == status(id + 1, "created"))
            #expect(
                try await sync("createOrUpdate", "a@example.com")
                    == skipped("1007", "Multiple lead match lookup criteria"))
        }
    }

    /// rudder-transformer sends `createOrUpdate` with `lookupField` id and expects an update.
    @Test func idsNameLeads() async throws {
        try await APIFixture.run { api in
            let id = try await api.lead("a@example.com").rawValue
            for action in ["updateOnly", "createOrUpdate"] {
                let answer = try await api.post(
                    Self.uri,
                    json:
                        #"{"action":"\#(action)","lookupField":"id","input":[{"id":\#(id),"city":"Bonn"},{"id":"99"}]}"#
                )
                #expect(
                    answer.result == [
                        status(id, "updated"),
                        [
                            "id": 99, "status": "skipped",
                            "reasons": [["code": "1004", "message": "Lead not found"]],
                        ],
                    ])
            }
        }
    }

    /// Of a field without an index, whose people are found before the write.
    @Test func otherFieldsNameLeads() async throws {
        try await APIFixture.run { api in
            let id = try await api.lead("a@example.com", [.twitterId: .text("Ann")]).rawValue
            func sync(_ path: String, _ body: String) async throws -> [JSONValue]? {
                try await api.post(path, json: #"{"lookupField":"twitterId",\#(body)}"#).result
            }
            let both = #""input":[{"twitterId":"ann","city":"Bonn"},{"twitterId":"Bob"},{"twitterId":"BOB"}]"#
            #expect(
                try await sync(Self.uri, both)
                    == [status(id, "updated"), status(id + 1, "created"), status(id + 1, "updated")])
            let neither = #""action":"updateOnly","input":[{"twitterId":"Cid"},{"city":"Ulm"}]"#
            #expect(
                try await sync(Self.uri, neither)
                    == [
                        skipped("1004", "Lead not found"),
                        skipped("1003", "Value for lookup field 'twitterId' not found"),
                    ])
            _ = try await api.store.write { try $0.createLead([.twitterId: .text("ANN")], origin: .api) }
            #expect(
                try await sync(Self.uri, #""input":[{"twitterId":"ann"}]"#)
                    == [skipped("1007", "Multiple lead match lookup criteria")])
        }
    }

    /// A record that names its lead by id says which one was skipped.
    @Test(arguments: [
        (#""leadScore":"x""#, "Invalid value for field 'leadScore' and value 'x'"),
        (
            #""leadScore":"\#(String(repeating: "x", count: 100_000))""#,
            "Invalid value for field 'leadScore' and value '\(String(repeating: "x", count: 497))…'"
        ),
        (#""createdAt":"2020-01-01""#, "Field 'createdAt' is read only"),
    ])
    func skippedByIDKeepsTheID(member: String, message: String) async throws {
        try await APIFixture.run { api in
            let id = try await api.lead("a@example.com").rawValue
            let answer = try await api.post(
                Self.uri,
                json: #"{"action":"updateOnly","lookupField":"id","input":[{"id":"\#(id)",\#(member)}]}"#)
            #expect(
                answer.result == [
                    [
                        "id": .integer(id), "status": "skipped",
                        "reasons": [["code": "1003", "message": .string(message)]],
                    ]
                ])
        }
    }

    @Test(arguments: [
        ("createOnly", "Default"), ("createOrUpdate", " default "), ("createOrUpdate", ""), ("updateOnly", ""),
    ])
    func thePartitionMayBeNamed(action: String, partition: String) async throws {
        try await APIFixture.run { api in
            if action == "updateOnly" { try await api.lead("a@example.com") }
            let answer = try await api.post(
                Self.uri,
                json:
                    #"{"action":"\#(action)","partitionName":"\#(partition)","input":[{"email":"a@example.com","city":"Bonn"}]}"#
            )
            #expect(answer.result == [status(1, action == "updateOnly" ? "updated" : "created")])
        }
    }

    @Test(
        arguments: [
            ("unsubscribed", "yes", true), ("unsubscribed", "TRUE", true), ("unsubscribed", "1", true),
            ("unsubscribed", "No", false), ("leadScore", "12", 12), ("leadScore", "", .null),
            ("annualRevenue", "1.5", .number("1.5")),
        ] as [(String, String, JSONValue)])
    func textsConvert(field: String, text: String, expected: JSONValue) async throws {
        try await APIFixture.run { api in
            _ = try await api.post(Self.uri, json: #"{"input":[{"email":"a@example.com","\#(field)":"\#(text)"}]}"#)
            let stored = try await api.get("/rest/v1/lead/1.json?fields=\(field)").result?.first?.object?[field]
            #expect(stored == expected)
        }
    }

    @Test func badValuesSkipTheirRecord() async throws {
        try await APIFixture.run { api in
            let rows: [(String, String, String)] = [
                (
                    #"{"email":"c@example.com","leadScore":"14c"}"#, "1003",
                    "Invalid value for field 'leadScore' and value '14c'"
                ),
                (
                    #"{"email":"c@example.com","unsubscribed":"other"}"#, "1003",
                    "Invalid value for field 'unsubscribed' and value 'other'"
                ),
                (
                    #"{"email":"c@example.com","city":{"a":1}}"#, "1003",
                    #"Invalid value for field 'city' and value '{"a":1}'"#
                ),
                (#"{"email":"ü@example.com"}"#, "1003", "Invalid value for field 'email' and value 'ü@example.com'"),
                (#"{"email":"c@example.com","createdAt":"2020-01-01"}"#, "1003", "Field 'createdAt' is read only"),
                (#"{"email":"c@example.com","id":5}"#, "1003", "Field 'id' is not allowed for action 'createOrUpdate'"),
                (#"{"firstName":"C"}"#, "1003", "Value for lookup field 'email' not found"),
                (#"{"email":"","firstName":"C"}"#, "1003", "Value for lookup field 'email' not found"),
                (
                    #"{"email":"c@example.com","firstName":"\#(String(repeating: "x", count: 256))"}"#, "1003",
                    "Value for field 'firstName' is longer than 255 characters"
                ),
            ]
            let before = try api.snapshot()
            for (record, code, message) in rows {
                let answer = try await api.post(Self.uri, json: #"{"input":[\#(record)]}"#)
                #expect(answer.isSuccess)
                #expect(answer.result == [skipped(code, message)], "\(record)")
            }
            #expect(try api.snapshot() == before)
            let mixed = try await api.post(Self.uri, json: #"{"input":[\#(rows[0].0),{"email":"d@example.com"}]}"#)
            #expect(mixed.result?.last == status(1, "created"), "the others are written")
        }
    }

    @Test func refusals() async throws {
        let many = (1...301).map { #"{"email":"a\#($0)@example.com"}"# }.joined(separator: ",")
        let rows: [(APIBody, String, String)] = [
            (.json(#"{"input":[]}"#), "1003", "Leads not specified"),
            (.json(#"{"input":null}"#), "1003", "Leads not specified"),
            (.json(#"{"input":"a"}"#), "1001", #"Invalid value '"a"'. Required of type 'JSON'"#),
            (.json(#"{"input":[5]}"#), "1001", "Invalid value '5'. Required of type 'JSON'"),
            (.json(#"{"input":[\#(many)]}"#), "1003", "Exceeded maximum number of leads allowed: 300"),
            (.json(#"{"action":"upsert","input":[{"email":"a@b.c"}]}"#), "1003", "Invalid value for 'action': upsert"),
            (
                .json(#"{"lookupField":"userId","input":[{"email":"a@b.c"}]}"#), "1006",
                "Lookup field 'userId' not found"
            ),
            (
                .json(#"{"lookupField":"firstName","input":[{"firstName":"a"}]}"#), "1011",
                "Field 'firstName' not supported"
            ),
            (
                .json(#"{"action":"createOnly","lookupField":"id","input":[{"id":1}]}"#), "1003",
                "Field 'id' is not allowed for action 'createOnly'"
            ),
            (.json(#"{"partitionName":"Europe","input":[{"email":"a@b.c"}]}"#), "1003", "Partition 'Europe' not found"),
            (
                .json(#"{"action":"updateOnly","partitionName":"Default","input":[{"email":"a@b.c"}]}"#), "1003",
                "Field 'partitionName' is not allowed for action 'updateOnly'"
            ),
            (
                .json(#"{"asyncProcessing":"maybe","input":[{"email":"a@b.c"}]}"#), "1001",
                "Invalid value 'maybe'. Required of type 'Boolean'"
            ),
            (.json(#"{"input":[{"email":"a@b.c"},{"Email":"x"}]}"#), "1006", "Field 'Email' not found"),
        ]
        try await APIFixture.run { api in
            for (body, code, message) in rows { try await api.expectRefusal(code, message, .post, Self.uri, body) }
            let unknown = try await api.post(Self.uri, json: #"{"input":[{"email":"a@b.c","x":1},{"y":1,"x":2}]}"#)
            #expect(unknown.errors.map(\.message) == ["Field 'x' not found", "Field 'y' not found"])
        }
    }
}
