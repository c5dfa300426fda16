import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Programs: create, by id, by name and browse.
@Suite struct ProgramEndpointsTests {
    private static let uri = "/rest/asset/v1/programs.json"
    private static let head = """
        {"id":1001,"name":"Spring","description":"","createdAt":"2024-03-05T12:00:00Z+0000",\
        "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#PG1001A1","type":"Default",\
        "channel":"Blog","folder":{"type":"Folder","value":4,"folderName":"Default"},"status":"","workspace":"Default"
        """

    @Test("created and read back; tags and costs are there by id, on demand by name, never in browse")
    func created() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.post(
                Self.uri,
                form:
                    #"name=Spring&folder={"id":4,"type":"Folder"}&type=program&channel=Blog&costs=[{"startDate":"2015-01-01","cost":2000,"note":"Ads"},{"startDate":"2015-02-01","cost":"5"}]"#
            )
            let costs =
                #""costs":[{"startDate":"2015-01-01","cost":2000,"note":"Ads"},{"startDate":"2015-02-01","cost":5}]"#
            let full = assetAnswer(Self.head + #","tags":null,\#(costs),"headStart":false}"#)
            #expect(answer.stable == full)
            #expect(try await api.get("/rest/asset/v1/program/1001.json").stable == full)
            let name = "/rest/asset/v1/program/byName.json?name=Spring"
            #expect(try await api.get(name).stable == assetAnswer(Self.head + #","headStart":false}"#))
            #expect(
                try await api.get(name + "&includeCosts=true").stable
                    == assetAnswer(Self.head + #",\#(costs),"headStart":false}"#))
            #expect(try await api.get(name + "&includeTags=1&includeCosts=1").stable == full)
            #expect(try await api.get(Self.uri).stable == assetAnswer(Self.head + "}"))
        }
    }

    @Test(
        "each type has its word, its letters and its status",
        arguments: [
            ("Default", "Blog", "Default", "PG", ""), ("event", "Live Event", "Event", "ME", ""),
            ("webinar", "Webinar", "Event with Webinar", "ME", ""),
            ("Engagement", "Nurture", "Engagement", "NP", "off"),
            ("nurture", "Nurture", "Engagement", "NP", "off"), ("EMAIL", "Email Send", "Email", "EBP", "unlocked"),
            ("email_batch", "Email Send", "Email", "EBP", "unlocked"),
        ])
    func types(given: String, channel: String, type: String, letters: String, status: String) async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.post(
                Self.uri, json: #"{"name":"A","folder":4,"type":"\#(given)","channel":"\#(channel)"}"#)
            #expect(answer.record?["type"] == .string(type), "\(answer.text)")
            #expect(answer.record?["url"] == .string("https://app.example.muster/#\(letters)1001A1"))
            #expect(answer.record?["status"] == .string(status))
            let browsed = try await api.get(Self.uri).record
            #expect((browsed?["headStart"] != nil) == (type == "Email"))
        }
    }

    @Test("an event has dates")
    func dates() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.post(
                Self.uri,
                form:
                    "name=A&folder=4&type=Event&channel=Live+Event&startDate=2024-06-01&endDate=2024-06-02T18:00:00-0200"
            )
            #expect(answer.record?.keys.suffix(3) == ["headStart", "startDate", "endDate"])
            #expect(answer.record?["startDate"] == "2024-06-01T00:00:00Z+0000")
            #expect(answer.record?["endDate"] == "2024-06-02T20:00:00Z+0000")
        }
    }

    @Test(
        "programs hold few programs",
        arguments: [
            ("Default", "Email", nil), ("Event", "Email", nil), ("Engagement", "Default", nil),
            ("Engagement", "Engagement", nil),
            ("Default", "Default", "711"), ("Event", "Event", "711"), ("Email", "Email", "711"),
            ("Email", "Default", "711"),
        ] as [(String, String, String?)])
    func nesting(outer: String, inner: String, code: String?) async throws {
        try await APIFixture.run { api async throws in
            let channels = ["Default": "Blog", "Event": "Live Event", "Engagement": "Nurture", "Email": "Email Send"]
            let first = try await api.post(
                Self.uri, form: "name=Outer&folder=4&type=\(outer)&channel=\(channels[outer] ?? "")")
            let program = try #require(first.record?["id"]?.integer)
            let answer = try await api.post(
                Self.uri,
                form:
                    #"name=Inner&folder={"id":\#(program),"type":"Program"}&type=\#(inner)&channel=\#(channels[inner] ?? "")"#
            )
            #expect(answer.error?.code == code, "\(answer.text)")
            if code == nil {
                #expect(
                    answer.record?["folder"]?.jsonText
                        == #"{"type":"Program","value":\#(program),"folderName":"Outer"}"#)
            }
        }
    }

    @Test(
        "bad programs to make",
        arguments: [
            ("folder=4&type=Default&channel=Blog", "701", "name cannot be blank"),
            ("name=A&type=Default&channel=Blog", "701", "folder cannot be blank"),
            ("name=A&folder=4&channel=Blog", "701", "type cannot be blank"),
            ("name=A&folder=4&type=Default", "701", "channel cannot be blank"),
            ("name=A&folder=4&type=Party&channel=Blog", "1003", "Invalid value for 'type': Party"),
            (
                "name=A&folder=4&type=Default&channel=Webinar", "709",
                "Channel 'Webinar' is not applicable to program type 'Default'"
            ),
            (
                "name=A&folder=4&type=Event&channel=Nothing", "709",
                "Channel 'Nothing' is not applicable to program type 'Event'"
            ),
            ("name=A&folder=99&type=Default&channel=Blog", "710", "Parent Folder not found"),
            ("name=A&folder=12&type=Default&channel=Blog", "711", "Invalid folder type for program"),
            ("name=Taken&folder=4&type=Default&channel=Blog", "709", "Program with the same name already exists"),
            (
                #"name=Taken&folder={"id":1001,"type":"Folder"}&type=Default&channel=Blog"#, "709",
                "Program with the same name already exists"
            ),
            (
                "name=\(String(repeating: "x", count: 256))&folder=4&type=Default&channel=Blog", "701",
                "name cannot exceed more than 255 characters"
            ),
            ("name=A&folder=4&type=Default&channel=Blog&costs=lots", "1001", nil),
            (#"name=A&folder=4&type=Default&channel=Blog&costs=[{"cost":5}]"#, "701", "startDate cannot be blank"),
            (
                #"name=A&folder=4&type=Default&channel=Blog&costs=[{"startDate":"2015-02-30","cost":5}]"#, "704",
                "Invalid date format"
            ),
            (
                #"name=A&folder=4&type=Default&channel=Blog&costs=[{"startDate":"2015-02-01","cost":"much"}]"#, "1001",
                nil
            ),
            (#"name=A&folder=4&type=Default&channel=Blog&tags=[{"tagType":"Region","tagValue":"EMEA"}]"#, "709", nil),
            ("name=A&folder=4&type=Event&channel=Live+Event&startDate=soon", "704", "Invalid date format"),
        ] as [(String, String, String?)])
    func refusedCreate(form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Taken")
            try await api.folder("Elsewhere")
            try await api.expectRefusal(code, message, .post, Self.uri, .form(form))
        }
    }

    @Test(
        "browse by status, filter, dates and page",
        arguments: [
            ("", ["A", "B", "C"]), ("?status=off", ["B"]), ("?status=Unlocked", ["C"]), ("?status=on", []),
            ("?filterType=id&filterValues=1001,1003", ["A", "C"]), ("?filterType=programId&filterValues=1002", ["B"]),
            ("?filterType=folderId&filterValues=1001", ["C"]),
            ("?filterType=folderId&filterValues=1001,4,4", ["A", "B", "C"]),
            ("?filterType=workspace&filterValues=Default", ["A", "B", "C"]),
            ("?filterType=workspace&filterValues=Other", []),
            ("?maxReturn=1&offset=1", ["B"]), ("?offset=3", []),
            ("?latestUpdatedAt=2024-03-05T11:59:59.123456%2B00:00", []),
        ])
    func browse(query: String, names: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.program("A")
            try await api.program("B", kind: .engagement, channel: "Nurture")
            try await api.program("C", kind: .email, channel: "Email Send", in: .folder(try await api.folder("Inner")))
            let answer = try await api.get(Self.uri + query)
            #expect(answer.names == names)
            if names.isEmpty { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test("missing ones are a warning")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Spring")
            #expect(try await api.get("/rest/asset/v1/program/7.json").stable == noAssetsAnswer)
            #expect(try await api.get("/rest/asset/v1/program/byName.json?name=spring").stable == noAssetsAnswer)
        }
    }

    @Test(
        "bad reads",
        arguments: [
            ("program/x.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("program/byName.json", "701", "name cannot be blank"),
            (
                "program/byName.json?name=A&includeTags=perhaps", "1001",
                "Invalid value 'perhaps'. Required of type 'Boolean'"
            ),
            ("programs.json?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
            ("programs.json?filterType=id", "701", "filterValues cannot be blank"),
            ("programs.json?filterType=id&filterValues=x", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("programs.json?filterType=colour&filterValues=1", "1003", "Invalid value for 'filterType': colour"),
            ("programs.json?earliestUpdatedAt=soon", "704", "Invalid date format"),
        ] as [(String, String, String?)])
    func refusedRead(call: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/rest/asset/v1/" + call)
        }
    }
}
