import HTTPTypes
import MusterModel
import MusterStore
import MusterTesting
import Testing

/// Name, description and archive flag of a folder.
@Suite struct UpdateFolderEndpointTests {
    @Test("what is given changes, the rest stays, wherever the parameters are")
    func updated() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Webinars")
            let uri = "/rest/asset/v1/folder/\(folder).json"
            api.clock.advance(by: RelativePeriod(10, .minute))
            func record(_ name: String, _ description: String, updatedAt: String, isArchive: Bool = false) -> String {
                assetAnswer(
                    """
                    {"name":"\(name)","description":\(description),"createdAt":"2024-03-05T12:00:00Z+0000",\
                    "updatedAt":"2024-03-05T\(updatedAt)Z+0000","url":"https://app.example.muster/#MF1001A1",\
                    "folderId":{"id":1001,"type":"Folder"},"folderType":"Marketing Folder",\
                    "parent":{"id":4,"type":"Folder"},"path":"/Marketing Activities/Default/\(name)",\
                    "isArchive":\(isArchive),"isSystem":false,"accessZoneId":1,"workspace":"Default","id":1001}
                    """)
            }
            let renamed = try await api.post(uri, form: "type=Folder&name=+Events+&description=All of them")
            #expect(renamed.stable == record("Events", #""All of them""#, updatedAt: "12:10:00"))
            let archived = try await api.post(uri, json: #"{"isArchive":"True"}"#)
            #expect(archived.stable == record("Events", #""All of them""#, updatedAt: "12:10:00", isArchive: true))
            let back = try await api.call(.post, uri + "?type=folder&isArchive=false&description=", .json(""))
            #expect(back.stable == record("Events", "null", updatedAt: "12:10:00"))
            #expect(try await api.get(uri).stable == back.stable)
            api.clock.advance(by: RelativePeriod(10, .minute))
            #expect(
                try await api.post(uri, form: "type=Folder").stable == back.stable, "nothing given, nothing changed")
            #expect(try await api.post(uri, form: "name=Events").record?["name"] == "Events", "its own name is free")
        }
    }

    @Test("only the folders beside it must not have the name")
    func names() async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Taken")
            let folder = try await api.folder("Inner", in: .folder(try await api.folder("Outer")))
            let answer = try await api.post("/rest/asset/v1/folder/\(folder).json", form: "name=Taken")
            #expect(answer.record?["path"] == "/Marketing Activities/Default/Outer/Taken")
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("1001.json", "name=Taken", "709", "Folder with the same name already exists"),
            ("1001.json", "name=", "701", "name cannot be blank"),
            ("1001.json", "name=+", "701", "name cannot be blank"),
            (
                "1001.json", "name=" + String(repeating: "x", count: 256), "701",
                "name cannot exceed more than 255 characters"
            ),
            (
                "1001.json", "description=" + String(repeating: "x", count: 2001), "701",
                "description cannot exceed more than 2000 characters"
            ),
            ("1001.json", "isArchive=maybe", "1001", "Invalid value 'maybe'. Required of type 'Boolean'"),
            ("1001.json", "type=Zone&name=A", "1001", "Invalid value 'Zone'. Required of type 'FolderVariantType'"),
            ("x.json", "name=A", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("75.json", "name=A", "702", "75 Folder not found"),
            ("75.json", "type=Program&name=A", "702", "75 Folder not found"),
            ("1001.json", "type=Program&name=A", "709", "Folder is a program"),
            ("12.json", "name=A", "709", "Folder is a system folder"),
            ("12.json", "type=Folder", "709", "Folder is a system folder"),
            ("1.json", "isArchive=true", "709", "Folder is a system folder"),
        ])
    func refused(call: String, form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.folder("Webinars")
            try await api.folder("Taken")
            try await api.program("Spring")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/folder/" + call, .form(form))
        }
    }
}
