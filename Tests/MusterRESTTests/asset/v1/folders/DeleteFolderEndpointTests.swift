import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Only empty folders that people made can go.
@Suite struct DeleteFolderEndpointTests {
    @Test(
        "an empty folder goes, with its tokens",
        arguments: [APIBody.none, .form("type=Folder"), .json(#"{"type":"folder"}"#)])
    func deleted(body: APIBody) async throws {
        try await APIFixture.run { api async throws in
            let before = try api.snapshot()
            let folder = try await api.folder("Webinars")
            let sequence = try api.snapshot()["sequence"]
            try await api.store.write {
                try $0.setToken(MyToken(name: "A", kind: .text, value: "x"), in: .folder(folder))
            }
            let answer = try await api.call(.post, "/rest/asset/v1/folder/\(folder)/delete.json", body)
            #expect(answer.stable == assetAnswer(#"{"id":1001}"#))
            var after = try api.snapshot()
            #expect(after["sequence"] == sequence, "ids are not given twice")
            after["sequence"] = before["sequence"]
            #expect(after == before)
            #expect(try await api.get("/rest/asset/v1/folder/\(folder).json").stable == noAssetsAnswer)
        }
    }

    @Test("one inside a program goes as well")
    func local() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Local", in: .program(try await api.program("Spring")))
            let answer = try await api.post("/rest/asset/v1/folder/\(folder)/delete.json", form: "type=Folder")
            #expect(answer.isSuccess)
        }
    }

    @Test(
        "anything inside keeps it", arguments: ["folder", "program", "campaign", "smart list", "static list", "email"])
    func notEmpty(sort: String) async throws {
        try await APIFixture.run { api async throws in
            let top: FolderReference =
                switch sort {
                case "smart list": APIFixture.smartLists
                case "static list": .folder(SystemAssets.groupLists)
                case "email": .folder(SystemAssets.emails)
                default: APIFixture.campaigns
                }
            let folder = FolderReference.folder(try await api.folder("Full", in: top))
            switch sort {
            case "folder": try await api.folder("A", in: folder)
            case "program": try await api.program("A", in: folder)
            case "campaign": try await api.campaign("A", in: folder)
            case "smart list": try await api.smartList("A", in: folder)
            case "static list":
                try await api.store.write { _ = try $0.createStaticList(name: "A", description: nil, folder: folder) }
            default:
                try await api.store.write {
                    _ = try $0.createEmail(
                        name: "A", folder: folder, subject: "", fromName: "", fromEmail: "", replyEmail: "", html: "")
                }
            }
            let uri = "/rest/asset/v1/folder/\(folder.id)/delete.json"
            try await api.expectRefusal("709", "Folder is not empty", .post, uri)
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("75/delete.json", "702", "75 Folder not found"),
            ("75/delete.json?type=Program", "702", "75 Folder not found"),
            ("1001/delete.json", "702", "1001 Folder not found"),
            ("1001/delete.json?type=Program", "709", "Folder is a program"),
            ("16/delete.json", "709", "Folder is a system folder"),
            ("1/delete.json", "709", "Folder is a system folder"),
            ("4/delete.json?type=Zone", "1001", "Invalid value 'Zone'. Required of type 'FolderVariantType'"),
            ("x/delete.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        ])
    func refused(call: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Spring")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/folder/" + call)
        }
    }
}
