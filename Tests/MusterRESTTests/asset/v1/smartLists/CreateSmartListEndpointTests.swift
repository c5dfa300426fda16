import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct CreateSmartListEndpointTests {
    private static let uri = "/rest/asset/v1/smartLists.json"

    @Test("a list without rules, where smart lists may be")
    func created() async throws {
        try await APIFixture.run { api async throws in
            let golden = assetAnswer(
                """
                {"id":1001,"name":"Germans","description":"From there","createdAt":"2024-03-05T12:00:00Z+0000",\
                "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#SL1001A1",\
                "folder":{"id":13,"type":"Folder"},"workspace":"Default"}
                """)
            let answer = try await api.post(
                Self.uri, json: #"{"name":"Germans","folder":{"id":13,"type":"Folder"},"description":"From there"}"#)
            #expect(answer.stable == golden)
            #expect(try await api.get("/rest/asset/v1/smartList/1001.json").stable == golden)
        }
    }

    @Test("by form, and under Muster's own path", arguments: [uri, "/muster/v1/smartLists.json"])
    func byForm(uri: String) async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.post(uri, form: #"name=Germans&folder={"id":13,"type":"folder"}"#)
            #expect(answer.names == ["Germans"])
            #expect(answer.record?["rules"] == nil)
        }
    }

    @Test("in a program the list is a local asset")
    func inProgram() async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Spring")
            let answer = try await api.post(Self.uri, json: #"{"name":"A","folder":{"id":1001,"type":"Program"}}"#)
            #expect(answer.record?["url"] == "https://app.example.muster/#SL1001A1LA1")
        }
    }

    @Test(
        "bad input",
        arguments: [
            (#"{"folder":13}"#, "701", "name cannot be blank"), (#"{"name":"A"}"#, "701", "folder cannot be blank"),
            (#"{"name":"A","folder":{"id":13}}"#, "1001", nil),
            (#"{"name":"A","folder":99}"#, "710", "Parent Folder not found"),
            (#"{"name":"A","folder":4}"#, "711", "Invalid folder type for smart list"),
            (#"{"name":"A","folder":12}"#, "711", "Invalid folder type for smart list"),
            (#"{"name":"Taken","folder":13}"#, "709", "Smart List with the same name already exists"),
            (
                #"{"name":"Local","folder":{"id":1001,"type":"Program"}}"#, "709",
                "Smart List with the same name already exists"
            ),
            (#"{"name":"A","folder":13"#, "609", "Invalid JSON"),
        ] as [(String, String, String?)])
    func refused(json: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Taken")
            let program = try await api.program("Spring")
            let inside = try await api.folder("Inside", in: .program(program))
            try await api.smartList("Local", in: .folder(inside))
            try await api.expectRefusal(code, message, .post, Self.uri, .json(json))
        }
    }

    @Test("programs may each have a list of a name; by name, the one outside of them is found")
    func names() async throws {
        try await APIFixture.run { api async throws in
            for program in ["Spring", "Autumn"] { try await api.program(program) }
            func make(_ container: String) async throws -> APIAnswer {
                try await api.post(Self.uri, json: #"{"name":"Ready","folder":\#(container)}"#)
            }
            func found() async throws -> Int64? {
                try await api.get("/rest/asset/v1/smartList/byName.json?name=Ready").record?["id"]?.integer
            }
            for program in [1001, 1002] {
                #expect(try await make(#"{"id":\#(program),"type":"Program"}"#).isSuccess)
            }
            #expect(try await found() == 1001)
            #expect(try await make("13").record?["id"] == 1003)
            #expect(try await found() == 1003)
            for container in ["13", #"{"id":1002,"type":"Program"}"#] {
                #expect(try await make(container).error?.code == "709")
            }
        }
    }

    @Test("a campaign's list does not take a name away")
    func campaignsName() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Welcome")
            #expect(try await api.post(Self.uri, json: #"{"name":"Welcome","folder":13}"#).isSuccess)
        }
    }
}
