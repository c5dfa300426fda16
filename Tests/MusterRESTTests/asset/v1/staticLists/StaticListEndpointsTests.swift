import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Static lists in the asset API: create, by id, by name and browse.
@Suite struct StaticListEndpointsTests {
    private static let uri = "/rest/asset/v1/staticLists.json"

    @Test("created and read back in three ways")
    func created() async throws {
        try await APIFixture.run { api async throws in
            let golden = assetAnswer(
                """
                {"id":1001,"name":"VIPs","description":"Our best","createdAt":"2024-03-05T12:00:00Z+0000",\
                "updatedAt":"2024-03-05T12:00:00Z+0000","folder":{"id":12,"type":"Folder"},\
                "computedUrl":"https://app.example.muster/#ST1001A1","workspace":"Default"}
                """)
            let answer = try await api.post(
                Self.uri, form: #"name=VIPs&folder={"id":12,"type":"Folder"}&description=Our best"#)
            #expect(answer.stable == golden)
            #expect(try await api.get("/rest/asset/v1/staticList/1001.json").stable == golden)
            #expect(try await api.get("/rest/asset/v1/staticList/byName.json?name=VIPs").stable == golden)
            #expect(try await api.get(Self.uri).stable == golden)
        }
    }

    @Test("no description, no member")
    func noDescription() async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.post(Self.uri, json: #"{"name":"VIPs","folder":12,"description":""}"#)
            #expect(
                answer.record?.keys
                    == ["id", "name", "createdAt", "updatedAt", "folder", "computedUrl", "workspace"])
        }
    }

    @Test(
        "programs and list folders take them",
        arguments: [
            (#"{"id":12,"type":"Folder"}"#, nil), (#"{"id":1001,"type":"Program"}"#, nil),
            (#"{"id":1001,"type":"Folder"}"#, nil), ("4", "711"), ("13", "711"), ("8", "711"), ("99", "710"),
        ] as [(String, String?)])
    func containers(folder: String, code: String?) async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            try await api.folder("Local", in: .program(program))
            let answer = try await api.post(Self.uri, form: "name=A&folder=\(folder)")
            #expect(answer.error?.code == code, "\(answer.text)")
            if code == "711" { #expect(answer.error?.message == "Invalid folder type for static list") }
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("folder=12", "701", "name cannot be blank"), ("name=A", "701", "folder cannot be blank"),
            ("name=VIPs&folder=12", "709", "Static List with the same name already exists"),
            (
                "name=\(String(repeating: "x", count: 256))&folder=12", "701",
                "name cannot exceed more than 255 characters"
            ),
            (
                "name=A&folder=12&description=\(String(repeating: "x", count: 2001))", "701",
                "description cannot exceed more than 2000 characters"
            ),
            ("name=A&folder={}", "1001", nil),
        ] as [(String, String, String?)])
    func refused(form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.staticList("VIPs")
            try await api.expectRefusal(code, message, .post, Self.uri, .form(form))
        }
    }

    @Test("a missing one by id is an error, unlike other assets; by name and in browse a warning")
    func missing() async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(
                "702", "Static List not found or it has been deleted", .get, "/rest/asset/v1/staticList/7.json")
            try await api.expectRefusal("1001", nil, .get, "/rest/asset/v1/staticList/x.json")
            try await api.expectRefusal(
                "701", "name cannot be blank", .get, "/rest/asset/v1/staticList/byName.json?name=")
            try await api.expectRefusal(
                "701", "maxReturn cannot be greater than 200", .get, Self.uri + "?maxReturn=201")
            #expect(try await api.get("/rest/asset/v1/staticList/byName.json?name=vips").stable == noAssetsAnswer)
            #expect(try await api.get(Self.uri).stable == noAssetsAnswer)
        }
    }

    @Test(
        "browse by folder, dates and page",
        arguments: [
            ("", ["A", "B", "C"]), ("?folder=12", ["A", "B"]), (#"?folder={"type":"program","id":1001}"#, ["C"]),
            ("?offset=1&maxReturn=1", ["B"]), ("?offset=3", []), ("?latestUpdatedAt=2024-03-05T11:59:59Z", []),
            ("?latestUpdatedAt=2024-03-05T12:00:00Z", ["A", "B", "C"]),
        ])
    func browse(query: String, names: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.staticList("A")
            try await api.staticList("B")
            let program = try await api.program("Spring")
            _ = try await api.post(Self.uri, form: #"name=C&folder={"id":\#(program),"type":"Program"}"#)
            #expect(try await api.get(Self.uri + query).names == names)
        }
    }
}
