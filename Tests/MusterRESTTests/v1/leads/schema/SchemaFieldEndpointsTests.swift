import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// The schema calls of leads and of program members.
@Suite struct SchemaFieldEndpointsTests {
    private static let leads = "/rest/v1/leads/schema/fields"
    private static let members = "/rest/v1/programs/members/schema/fields"

    private func created(_ name: String) -> JSONValue { ["name": .string(name), "status": "created"] }
    private func skipped(_ name: String?, _ code: String, _ message: String) -> JSONValue {
        let reasons: JSONValue = [["code": .string(code), "message": .string(message)]]
        guard let name else { return ["status": "skipped", "reasons": reasons] }
        return ["name": .string(name), "status": "skipped", "reasons": reasons]
    }

    @Test(arguments: [leads, members])
    func aFieldIsMadeReadAndChanged(uri: String) async throws {
        try await APIFixture.run { api in
            let made = try await api.post(
                uri + ".json",
                json: #"""
                    {"input":[{"displayName":" Pet Name ","name":"petName","dataType":"String","isHidden":"True"},
                    {"displayName":"Age","name":"petAge","dataType":"integer","description":"Years"}]}
                    """#)
            #expect(
                made.stable == ##"""
                    {"requestId":"#","result":[{"name":"petName","status":"created"},{"name":"petAge","status":"created"}],"success":true}
                    """##)
            #expect(
                try await api.get(uri + "/petName.json").stable == ##"""
                    {"requestId":"#","result":[{"displayName":"Pet Name","name":"petName","description":null,"dataType":"string","length":255,"isHidden":true,"isHtmlEncodingInEmail":true,"isSensitive":false,"isCustom":true,"isApiCreated":true}],"success":true}
                    """##)
            let updated = try await api.post(
                uri + "/petAge.json",
                json:
                    #"{"input":[{"displayName":"Pet's Age","description":"","isHidden":true,"isSensitive":1,"isHtmlEncodingInEmail":false}]}"#
            )
            #expect(
                updated.stable == ##"{"requestId":"#","result":[{"name":"petAge","status":"updated"}],"success":true}"##
            )
            #expect(
                try await api.get(uri + "/petAge.json").stable == ##"""
                    {"requestId":"#","result":[{"displayName":"Pet's Age","name":"petAge","description":null,"dataType":"integer","isHidden":true,"isHtmlEncodingInEmail":false,"isSensitive":true,"isCustom":true,"isApiCreated":true}],"success":true}
                    """##)
        }
    }

    @Test(arguments: [(leads, "city", "City"), (members, "registrationCode", "registrationCode")])
    func aStandardFieldKeepsItsNames(uri: String, name: String, displayName: String) async throws {
        try await APIFixture.run { api in
            let uri = uri + "/\(name).json"
            _ = try await api.post(
                uri, json: #"{"input":[{"description":"A place","isSensitive":true,"isHtmlEncodingInEmail":false}]}"#)
            _ = try await api.post(uri, json: #"{"input":[{"isSensitive":false}]}"#)
            let field = try #require(try await api.get(uri).result?.first?.object)
            #expect(field["displayName"] == .string(displayName))
            #expect(field["description"] == "A place")
            #expect(field["isHtmlEncodingInEmail"] == false)
            #expect(field["isSensitive"] == false)
            for (member, value) in [("displayName", #""X""#), ("isHidden", "true"), ("dataType", #""url""#)] {
                try await api.expectRefusal(
                    "1003", "'\(member)' of field '\(name)' cannot be updated", .post, uri,
                    .json(#"{"input":[{"\#(member)":\#(value)}]}"#))
            }
        }
    }

    @Test func aNewLeadFieldIsThereAtOnce() async throws {
        try await APIFixture.run { api in
            _ = try await api.post(
                Self.leads + ".json",
                json: #"{"input":[{"displayName":"Customer No.","name":"customerNo","dataType":"string"}]}"#)
            let synced = try await api.post(
                "/rest/v1/leads.json", json: #"{"lookupField":"customerNo","input":[{"customerNo":"K-7"}]}"#)
            #expect(synced.result == [["id": 1, "status": "created"]])
            let found = try await api.get(
                "/rest/v1/leads.json?filterType=customerNo&filterValues=k-7&fields=customerNo")
            #expect(found.result == [["id": 1, "customerNo": "K-7"]])
            let describe = try await api.get("/rest/v1/leads/describe.json")
            #expect(
                describe.text.contains(
                    #"{"id":1001,"displayName":"Customer No.","dataType":"string","length":255,"rest":{"name":"customerNo","readOnly":false}"#
                ))
            let second = try #require(try await api.get("/rest/v1/leads/describe2.json").result?.first?.object)
            #expect(second["searchableFields"]?.array?.contains(["customerNo"]) == true)
        }
    }

    @Test func badRecordsAreSkippedAndTheOthersMade() async throws {
        let rows: [(String, JSONValue)] = [
            (
                #"{"name":"a1","dataType":"string"}"#,
                skipped("a1", "1002", "Missing value for the required parameter 'displayName'")
            ),
            (
                #"{"displayName":"A 1","dataType":"string"}"#,
                skipped(nil, "1002", "Missing value for the required parameter 'name'")
            ),
            (
                #"{"displayName":"A 1","name":"a1"}"#,
                skipped("a1", "1002", "Missing value for the required parameter 'dataType'")
            ),
            (
                #"{"displayName":"A 1","name":"1a","dataType":"string"}"#,
                skipped("1a", "1003", "Invalid value for 'name': 1a")
            ),
            (
                #"{"displayName":"A 1","name":"a-b","dataType":"string"}"#,
                skipped("a-b", "1003", "Invalid value for 'name': a-b")
            ),
            (
                #"{"displayName":"A 1","name":"straße","dataType":"string"}"#,
                skipped("straße", "1003", "Invalid value for 'name': straße")
            ),
            (
                #"{"displayName":"A {{1}}","name":"a1","dataType":"string"}"#,
                skipped("a1", "1003", "Invalid value for 'displayName': A {{1}}")
            ),
            (
                #"{"displayName":"A 1","name":"a1","dataType":"text"}"#,
                skipped("a1", "1003", "Invalid value for 'dataType': text")
            ),
            (
                #"{"displayName":"A 1","name":"a1","dataType":"reference"}"#,
                skipped("a1", "1003", "Invalid value for 'dataType': reference")
            ),
            (
                #"{"displayName":"A 1","name":"a1","dataType":"url","isHidden":"maybe"}"#,
                skipped("a1", "1001", "Invalid value 'maybe'. Required of type 'Boolean'")
            ),
            (
                #"{"displayName":"A 1","name":"a1","dataType":"url","description":[]}"#,
                skipped("a1", "1001", "Invalid value '[]'. Required of type 'String'")
            ),
            (
                #"{"displayName":"City Hall","name":"CITY","dataType":"string"}"#,
                skipped("CITY", "1017", "Object already exists")
            ),
            (
                #"{"displayName":"job title","name":"a1","dataType":"string"}"#,
                skipped("a1", "1017", "Object already exists")
            ),
            (
                #"{"displayName":"leadScore","name":"a1","dataType":"string"}"#,
                skipped("a1", "1017", "Object already exists")
            ),
            (
                #"{"displayName":"Ids","name":"ecids","dataType":"string"}"#,
                skipped("ecids", "1017", "Object already exists")
            ),
            (#"{"displayName":"Straße 1.","name":"street_1","dataType":"score"}"#, created("street_1")),
            (
                #"{"displayName":"Other","name":"Street_1","dataType":"score"}"#,
                skipped("Street_1", "1017", "Object already exists")
            ),
        ]
        try await APIFixture.run { api in
            let input = rows.map(\.0).joined(separator: ",")
            let answer = try await api.post(Self.leads + ".json", json: #"{"input":[\#(input)]}"#)
            #expect(answer.isSuccess)
            for (index, row) in rows.enumerated() { #expect(answer.result?[index] == row.1, "\(row.0)") }
            #expect(api.store.catalogs.leadFields.fields.filter(\.isCustom).map(\.name) == ["street_1"])
        }
    }

    @Test(arguments: [(leads, 100), (members, 20)])
    func theAPIMakesSoManyFields(uri: String, limit: Int) async throws {
        try await APIFixture.run { api in
            func input(_ numbers: ClosedRange<Int>) -> String {
                let records = numbers.map { #"{"displayName":"F \#($0)","name":"f\#($0)","dataType":"date"}"# }
                return #"{"input":[\#(records.joined(separator: ","))]}"#
            }
            let all = try await api.post(uri + ".json", json: input(1...limit))
            #expect(all.result?.count == limit)
            #expect(all.result?.last == created("f\(limit)"))
            let one = try await api.post(uri + ".json", json: input(limit + 1...limit + 1))
            let text = "Exceeded maximum number of fields allowed: \(limit)"
            #expect(one.result == [skipped("f\(limit + 1)", "1003", text)])
            try await api.expectRefusal("1003", text, .post, uri + ".json", .json(input(1...limit + 1)))
        }
    }

    @Test(arguments: [(leads, LeadField.standard.count), (members, ProgramMemberField.standard.count)])
    func fieldsComeInPages(uri: String, count: Int) async throws {
        try await APIFixture.run { api in
            let whole = try await api.get(uri + ".json")
            #expect(whole.result?.count == count)
            #expect(whole.json?["moreResult"] == false && whole.token == nil)
            var names: [String] = []
            var next = uri + ".json?batchSize=7"
            while true {
                let page = try await api.get(next)
                names += page.result?.compactMap { $0.object?["name"]?.text } ?? []
                guard let token = page.token else {
                    #expect(page.json?["moreResult"] == false)
                    break
                }
                #expect(page.json?["moreResult"] == true)
                next = uri + ".json?batchSize=7&nextPageToken=\(token)"
            }
            #expect(names.count == count && Set(names).count == count)
        }
    }

    @Test func callersSeeOnlyTheirKinds() async throws {
        try await APIFixture.run { api in
            let record = #"{"input":[{"displayName":"Mine","name":"mine","dataType":"string"}]}"#
            let standard = try await api.token([.readWriteSchemaStandardField])
            let custom = try await api.token([.readWriteSchemaCustomField])
            let none = try await api.token([.readWriteLead])
            let refused = try await api.call(.post, Self.leads + ".json", token: standard, .json(record))
            #expect(refused.error?.code == "603")
            #expect(try await api.call(.get, Self.leads + ".json", token: none).error?.code == "603")
            #expect(
                try await api.call(.post, Self.leads + ".json", token: custom, .json(record)).result
                    == [created("mine")])
            let own = try await api.call(.get, Self.leads + ".json", token: custom)
            #expect(own.result?.compactMap { $0.object?["name"]?.text } == ["mine"])
            let others = try await api.call(.get, Self.leads + ".json", token: standard)
            #expect(others.result?.count == LeadField.standard.count)
            for (token, name) in [(standard, "mine"), (custom, "city")] {
                let uri = Self.leads + "/\(name).json"
                #expect(try await api.call(.get, uri, token: token).error?.message == "Field '\(name)' not found")
                let update = try await api.call(.post, uri, token: token, .json(#"{"input":[{"isSensitive":true}]}"#))
                #expect(update.error?.code == "1006")
            }
        }
    }

    @Test(
        arguments: [
            ("GET", leads + "/nope.json", APIBody.none, "1006", "Field 'nope' not found"),
            ("GET", members + "/email.json", .none, "1006", "Field 'email' not found"),
            ("GET", leads + "/City.json", .none, "1006", "Field 'City' not found"),
            ("GET", leads + ".json?batchSize=0", .none, "1003", "Invalid value for 'batchSize': 0"),
            ("GET", leads + ".json?nextPageToken=AA", .none, "1003", "Invalid nextPageToken"),
            ("POST", leads + ".json", .json("{}"), "1002", "Missing value for the required parameter 'input'"),
            (
                "POST", members + ".json", .json(#"{"input":[]}"#), "1002",
                "Missing value for the required parameter 'input'"
            ),
            ("POST", leads + ".json", .json(#"{"input":[5]}"#), "1001", "Invalid value '5'. Required of type 'JSON'"),
            ("POST", leads + ".json", .form("name=a"), "612", "Invalid Content Type"),
            ("POST", leads + "/city.json", .json("{}"), "1002", "Missing value for the required parameter 'input'"),
            (
                "POST", leads + "/city.json", .json(#"{"input":[{},{}]}"#), "1003",
                "Exceeded maximum number of fields allowed: 1"
            ),
            ("POST", leads + "/nope.json", .json(#"{"input":[{}]}"#), "1006", "Field 'nope' not found"),
            (
                "POST", leads + "/city.json", .json(#"{"input":[{"isSensitive":"x"}]}"#), "1001",
                "Invalid value 'x'. Required of type 'Boolean'"
            ),
            (
                "POST", leads + "/old.json", .json(#"{"input":[{"isHidden":true}]}"#), "1003",
                "'isHidden' of field 'old' cannot be updated"
            ),
            (
                "POST", leads + "/old.json", .json(#"{"input":[{"displayName":"city"}]}"#), "1017",
                "Object already exists"
            ),
            (
                "POST", leads + "/old.json", .json(#"{"input":[{"displayName":" "}]}"#), "1002",
                "Missing value for the required parameter 'displayName'"
            ),
        ] as [(String, String, APIBody, String, String)])
    func refusals(method: String, uri: String, body: APIBody, code: String, message: String) async throws {
        try await APIFixture.run { api in
            try await api.store.write {
                try $0.createLeadField(FieldDefinition(name: "old", displayName: "Old", dataType: .string))
            }
            try await api.expectRefusal(code, message, try #require(HTTPRequest.Method(method)), uri, body)
        }
    }
}
