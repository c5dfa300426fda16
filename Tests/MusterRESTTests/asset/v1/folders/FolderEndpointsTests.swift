import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Folders: create, by id, by name and browse.
@Suite struct FolderEndpointsTests {
    private static let uri = "/rest/asset/v1/folders.json"

    @Test("created under a system folder and read back")
    func created() async throws {
        try await APIFixture.run { api async throws in
            let golden = assetAnswer(
                """
                {"name":"Webinars","description":"All of them","createdAt":"2024-03-05T12:00:00Z+0000",\
                "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#MF1001A1",\
                "folderId":{"id":1001,"type":"Folder"},"folderType":"Marketing Folder",\
                "parent":{"id":4,"type":"Folder"},"path":"/Marketing Activities/Default/Webinars","isArchive":false,\
                "isSystem":false,"accessZoneId":1,"workspace":"Default","id":1001}
                """)
            let answer = try await api.post(
                Self.uri, form: #"name=Webinars&parent={"id":4,"type":"Folder"}&description=All of them"#)
            #expect(answer.stable == golden)
            #expect(try await api.get("/rest/asset/v1/folder/1001.json?type=Folder").stable == golden)
            #expect(try await api.get("/rest/asset/v1/folder/1001.json").stable == golden)
            #expect(try await api.get("/rest/asset/v1/folder/byName.json?name=Webinars").stable == golden)
        }
    }

    @Test("a root, and the folder that clients look for by name and isSystem")
    func systemFolders() async throws {
        try await APIFixture.run { api async throws in
            let now = "2024-03-05T12:00:00Z+0000"
            #expect(
                try await api.get("/rest/asset/v1/folder/3.json").stable
                    == assetAnswer(
                        """
                        {"name":"Lead Database","description":null,"createdAt":"\(now)","updatedAt":"\(now)","url":null,\
                        "folderId":{"id":3,"type":"Folder"},"folderType":"Zone","parent":null,"path":"/Lead Database",\
                        "isArchive":false,"isSystem":true,"accessZoneId":1,"workspace":"Default","id":3}
                        """))
            #expect(
                try await api.get("/rest/asset/v1/folder/byName.json?name=Group+Lists").stable
                    == assetAnswer(
                        """
                        {"name":"Group Lists","description":null,"createdAt":"\(now)","updatedAt":"\(now)","url":null,\
                        "folderId":{"id":12,"type":"Folder"},"folderType":"List","parent":{"id":6,"type":"Folder"},\
                        "path":"/Lead Database/Default/Group Lists","isArchive":false,"isSystem":true,"accessZoneId":1,\
                        "workspace":"Default","id":12}
                        """))
        }
    }

    @Test("a program is answered as a folder")
    func program() async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Summit", kind: .event, channel: "Live Event")
            #expect(
                try await api.get("/rest/asset/v1/folder/1001.json?type=program").stable
                    == assetAnswer(
                        """
                        {"name":"Summit","description":null,"createdAt":"2024-03-05T12:00:00Z+0000",\
                        "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#ME1001A1",\
                        "folderId":{"id":1001,"type":"Program"},"folderType":"Marketing Event",\
                        "parent":{"id":4,"type":"Folder"},"path":"/Marketing Activities/Default/Summit","isArchive":false,\
                        "isSystem":false,"accessZoneId":1,"workspace":"Default","id":1001}
                        """))
            #expect(try await api.get("/rest/asset/v1/folder/1001.json?type=Folder").stable == noAssetsAnswer)
        }
    }

    @Test(
        "the parent decides what a folder holds",
        arguments: [
            ("4", "Marketing Folder"), ("12", "List"), ("13", "Smart List"), ("8", "Email"), ("6", "List"),
            (#"{"id":1001,"type":"Program"}"#, "Marketing Folder"),
        ])
    func kinds(parent: String, kind: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Spring")
            let answer = try await api.post(Self.uri, form: "name=A&parent=\(parent)")
            #expect(answer.record?["folderType"] == .string(kind), "\(answer.text)")
        }
    }

    @Test(
        "every match of a name is answered",
        arguments: [
            ("name=Same", ["Folder 1001", "Folder 1002", "Program 1001"]),
            ("name=Same&type=Folder", ["Folder 1001", "Folder 1002"]), ("name=Same&type=Program", ["Program 1001"]),
            (#"name=Same&root={"id":3,"type":"Folder"}"#, ["Folder 1002"]), ("name=Same&root=3", ["Folder 1002"]),
            (#"name=Same&root={"id":1,"type":"Folder"}"#, ["Folder 1001", "Program 1001"]),
            ("name=Same&root=1001&type=Program", ["Program 1001"]),
            ("name=Same&workSpace=Default&type=program", ["Program 1001"]),
            ("name=same", []), ("name=Same&root=99", []),
        ])
    func byName(query: String, found: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Same")
            try await api.folder("Same", in: .folder(SystemAssets.groupLists))
            try await api.program("Same", in: .folder(try await api.folder("Inner")))
            let answer = try await api.get("/rest/asset/v1/folder/byName.json?" + query)
            let ids = (answer.result ?? []).map { record in
                let reference = record.object?["folderId"]?.object
                return "\(reference?["type"]?.text ?? "") \(reference?["id"]?.integer ?? 0)"
            }
            #expect(ids == found)
            if found.isEmpty { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test(
        "browse goes down level by level from the root",
        arguments: [
            ("?maxDepth=0", ["Marketing Activities", "Design Studio", "Lead Database"]),
            ("?maxDepth=1&maxReturn=4&offset=2", ["Lead Database", "Default", "Default", "Default"]),
            (#"?root={"id":6,"type":"Folder"}"#, ["Default", "Group Lists", "Smart Lists", "Segments"]),
            ("?root=6&maxDepth=1", ["Default", "Group Lists", "Smart Lists"]),
            ("?root=13", ["Smart Lists", "Segments"]), ("?root=13&maxDepth=0", ["Smart Lists"]),
            (#"?root={"id":1001,"type":"Program"}"#, ["Spring", "Local"]), ("?root=99", []), ("?root=13&offset=2", []),
            ("?root=13&workSpace=Elsewhere", []),
        ])
    func browse(query: String, names: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Segments", in: APIFixture.smartLists)
            let program = try await api.program("Spring")
            try await api.folder("Local", in: .program(program))
            let answer = try await api.get(Self.uri + query)
            #expect(answer.names == names)
            if names.isEmpty { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test(
        "bad folders to make",
        arguments: [
            ("parent=4", "701", "name cannot be blank"), ("name=A", "701", "parent cannot be blank"),
            ("name=A&parent=x", "1001", nil), ("name=A&parent=99", "710", "Parent Folder not found"),
            ("name=Taken&parent=4", "709", "Folder with the same name already exists"),
            (
                "name=\(String(repeating: "x", count: 256))&parent=4", "701",
                "name cannot exceed more than 255 characters"
            ),
            (
                "name=A&parent=4&description=\(String(repeating: "x", count: 2001))", "701",
                "description cannot exceed more than 2000 characters"
            ),
        ] as [(String, String, String?)])
    func refusedCreate(form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Taken")
            try await api.expectRefusal(code, message, .post, Self.uri, .form(form))
        }
    }

    @Test(
        "bad reads",
        arguments: [
            (
                "folder/1.json?type=Unacceptable", "1001",
                "Invalid value 'Unacceptable'. Required of type 'FolderVariantType'"
            ),
            ("folder/x.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("folder/byName.json", "701", "name cannot be blank"),
            ("folder/byName.json?name=A&type=Zone", "1003", "Invalid request. Please check and try again."),
            ("folder/byName.json?name=Default&workSpace=Elsewhere", "611", "Unable to get folder"),
            ("folders.json?maxDepth=-1", "701", "maxDepth cannot be less than 0"),
            ("folders.json?maxDepth=deep", "1001", "Invalid value 'deep'. Required of type 'Integer'"),
            ("folders.json?root={}", "1001", nil),
            ("folders.json?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
        ] as [(String, String, String?)])
    func refusedRead(call: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/rest/asset/v1/" + call)
        }
    }
}
