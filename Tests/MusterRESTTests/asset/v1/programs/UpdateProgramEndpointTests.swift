import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Update Program, and the two calls about one tag of a program.
@Suite struct UpdateProgramEndpointTests {
    private static let uri = "/rest/asset/v1/program/1001.json"

    /// An event with one cost and one tag; other programs by name.
    private static func make(_ api: APIFixture) async throws {
        let day = try #require(CalendarDay(year: 2024, month: 1, day: 2))
        try await api.store.write { writer in
            try writer.saveTagType(
                TagType(name: "Region", isRequired: true, kinds: [.event], allowedValues: ["EMEA", "APAC"]))
            try writer.saveTagType(
                TagType(name: "A/B test", isRequired: false, kinds: [.event, .email], allowedValues: ["yes", "no"]))
            try writer.saveTagType(TagType(name: "Send", isRequired: false, kinds: [.email], allowedValues: ["yes"]))
            _ = try writer.createProgram(
                name: "Spring", description: "d", kind: .event, channel: "Live Event", folder: APIFixture.campaigns,
                startDate: writer.now, tags: [ProgramTag(type: "Region", value: "EMEA")],
                costs: [ProgramCost(startDate: day, cost: 1, note: nil)])
            _ = try writer.createProgram(
                name: "Taken", kind: .standard, channel: "Blog", folder: APIFixture.campaigns)
        }
    }

    @Test("everything at once, and type and channel are ignored")
    func updated() async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            let answer = try await api.post(
                Self.uri,
                form:
                    #"name=Summer&description=&type=Email&channel=Blog&tags=[{'tagType':'A/B test','tagValue':'no'}]&costs=[{"startDate":"2024-02-01","cost":5,"note":"Ads"}]&endDate=2024-06-01"#
            )
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":1001,"name":"Summer","description":"","createdAt":"2024-03-05T12:00:00Z+0000",\
                        "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#ME1001A1",\
                        "type":"Event","channel":"Live Event","folder":{"type":"Folder","value":4,\
                        "folderName":"Default"},"status":"","workspace":"Default",\
                        "tags":[{"tagType":"A/B test","tagValue":"no"},{"tagType":"Region","tagValue":"EMEA"}],\
                        "costs":[{"startDate":"2024-01-02","cost":1},{"startDate":"2024-02-01","cost":5,"note":"Ads"}],\
                        "headStart":false,"startDate":"2024-03-05T12:00:00Z+0000","endDate":"2024-06-01T00:00:00Z+0000"}
                        """))
            #expect(try await api.get(Self.uri).stable == answer.stable)
        }
    }

    @Test(
        "costs are added, replaced or cleared",
        arguments: [
            ("costs=[]", [1]), (#"costs=[{"startDate":"2024-02-01","cost":5}]"#, [1, 5]),
            (#"costs=[{"startDate":"2024-02-01","cost":5}]&costsDestructiveUpdate=false"#, [1, 5]),
            (#"costs=[{"startDate":"2024-02-01","cost":5}]&costsDestructiveUpdate=true"#, [5]),
            ("costsDestructiveUpdate=True", []), ("costsDestructiveUpdate=true&costs=[]", []),
        ] as [(String, [Int64])])
    func costs(form: String, costs: [Int64]) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            let answer = try await api.post(Self.uri, form: form)
            let found = answer.record?["costs"]?.array?.compactMap { $0.object?["cost"]?.integer }
            #expect(found == (costs.isEmpty ? nil : costs), "\(answer.text)")
        }
    }

    @Test("what is not given stays, and nothing given is no update", arguments: ["", "name=Spring&unknown=1"])
    func unchanged(form: String) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            try await api.stamp("program", 1001, created: "2024-01-01")
            let before = try await api.get(Self.uri).record
            let after = try await api.post(Self.uri, form: form).record
            #expect(after?["updatedAt"] == (form.isEmpty ? before?["updatedAt"] : "2024-03-05T12:00:00Z+0000"))
            for member in ["name", "description", "tags", "costs", "startDate", "createdAt"] {
                #expect(after?[member] == before?[member], "\(member)")
            }
        }
    }

    @Test("the list of an e-mail program is renamed with it")
    func ownList() async throws {
        try await APIFixture.run { api async throws in
            let id = try await api.program("Mail", kind: .email, channel: "Email Send")
            #expect(try await api.post("/rest/asset/v1/program/\(id).json", form: "name=Letter").isSuccess)
            #expect(try await api.get("/rest/asset/v1/program/\(id)/smartList.json").record?["name"] == "Letter")
        }
    }

    @Test(
        "bad updates",
        arguments: [
            ("1001", "name=+", "701", "name cannot be blank"),
            ("1001", "name=Taken", "709", "Program with the same name already exists"),
            ("1001", "description=\(String(repeating: "x", count: 2001))", "701", nil),
            ("1001", "costs=7", "1001", nil), ("1001", "costsDestructiveUpdate=maybe", "1001", nil),
            ("1001", #"costs=[{"startDate":"soon","cost":5}]"#, "704", "Invalid date format"),
            ("1001", "endDate=2024-01-01", "709", "endDate cannot be before startDate"),
            ("1001", "endDate=later", "704", "Invalid date format"),
            (
                "1001", #"tags=[{"tagType":"Region","tagValue":"Mars"}]"#, "709",
                "Value 'Mars' is not allowed for tag type 'Region'"
            ),
            (
                "1001", #"tags=[{"tagType":"Send","tagValue":"yes"}]"#, "709",
                "Tag type 'Send' is not applicable to program type 'Event'"
            ),
            (
                "1001", #"tags=[{"tagType":"region","tagValue":"EMEA"}]"#, "709", "Tag type 'region' does not exist"
            ),
            ("1001", #"tags=[{"tagType":"Region"}]"#, "701", "tagValue cannot be blank"),
            ("7", "name=A", "702", "Program not found or it has been deleted"),
        ] as [(String, String, String, String?)])
    func refused(id: String, form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/program/\(id).json", .form(form))
        }
    }

    @Test("one tag is set, replaced and taken away; a type's name may hold a slash")
    func tags() async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            func tags() async throws -> String? { try await api.get(Self.uri).record?["tags"]?.jsonText }
            let set = try await api.post("/rest/asset/v1/program/1001/tag/A%2FB%20test.json?tagValue=yes", form: "")
            #expect(set.stable == assetAnswer(#"{"id":1001}"#))
            _ = try await api.post("/rest/asset/v1/program/1001/tag/Region.json", form: "tagValue=APAC")
            #expect(
                try await tags()
                    == #"[{"tagType":"A/B test","tagValue":"yes"},{"tagType":"Region","tagValue":"APAC"}]"#)
            let gone = try await api.post("/rest/asset/v1/program/1001/tag/A%2FB%20test/delete.json", form: "")
            #expect(gone.stable == assetAnswer(#"{"id":1001}"#))
            #expect(try await tags() == #"[{"tagType":"Region","tagValue":"APAC"}]"#)
        }
    }

    @Test(
        "bad tags",
        arguments: [
            ("1001/tag/Region.json", "701", "tagValue cannot be blank"),
            ("1001/tag/Region.json?tagValue=Mars", "709", "Value 'Mars' is not allowed for tag type 'Region'"),
            ("1001/tag/Planet.json?tagValue=Mars", "709", "Tag type 'Planet' does not exist"),
            (
                "1001/tag/Send.json?tagValue=yes", "709",
                "Tag type 'Send' is not applicable to program type 'Event'"
            ),
            ("7/tag/Region.json?tagValue=EMEA", "702", "Program not found or it has been deleted"),
            ("x/tag/Region.json?tagValue=EMEA", "1001", nil),
            ("1001/tag/Region/delete.json", "709", "Tag type 'Region' is required"),
            ("1001/tag/Send/delete.json", "702", "Tag not found"),
            ("7/tag/Region/delete.json", "702", "Program not found or it has been deleted"),
        ] as [(String, String, String?)])
    func refusedTags(path: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/program/\(path)")
        }
    }

    @Test(
        "a new program has the tags it must have, and no others",
        arguments: [
            (#"[{"tagType":"Region","tagValue":"EMEA"}]"#, nil), ("[]", "Tag type 'Region' is required"),
            (
                #"[{"tagType":"A/B test","tagValue":"no"}]"#, "Tag type 'Region' is required"
            ),
            (
                #"[{"tagType":"Region","tagValue":"Mars"}]"#, "Value 'Mars' is not allowed for tag type 'Region'"
            ),
            (
                #"[{"tagType":"Region","tagValue":"EMEA"},{"tagType":"Send","tagValue":"yes"}]"#,
                "Tag type 'Send' is not applicable to program type 'Event'"
            ),
        ] as [(String, String?)])
    func create(tags: String, problem: String?) async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            let uri = "/rest/asset/v1/programs.json"
            let form = "name=New&folder=4&type=Event&channel=Live+Event&tags=\(tags)"
            if let problem { return try await api.expectRefusal("709", problem, .post, uri, .form(form)) }
            #expect(try await api.post(uri, form: form).record?["tags"]?.jsonText == tags)
        }
    }

    @Test("found by a tag, with all tags and without costs")
    func byTag() async throws {
        try await APIFixture.run { api async throws in
            try await Self.make(api)
            let uri = "/rest/asset/v1/program/byTag.json"
            let answer = try await api.get(uri + "?tagType=Region&tagValue=EMEA")
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":1001,"name":"Spring","description":"d","createdAt":"2024-03-05T12:00:00Z+0000",\
                        "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#ME1001A1",\
                        "type":"Event","channel":"Live Event","folder":{"type":"Folder","value":4,\
                        "folderName":"Default"},"status":"","workspace":"Default",\
                        "tags":[{"tagType":"Region","tagValue":"EMEA"}]}
                        """))
            for miss in [
                "?tagType=Region&tagValue=emea", "?tagType=Send&tagValue=yes", "?tagType=Region&tagValue=EMEA&offset=1",
            ] {
                #expect(try await api.get(uri + miss).stable == noAssetsAnswer, "\(miss)")
            }
            try await api.expectRefusal("701", "tagType cannot be blank", .get, uri + "?tagValue=EMEA")
            try await api.expectRefusal("701", "tagValue cannot be blank", .get, uri + "?tagType=Region")
            try await api.expectRefusal(
                "701", "maxReturn cannot be greater than 200", .get, uri + "?tagType=a&tagValue=b&maxReturn=201")
        }
    }
}
