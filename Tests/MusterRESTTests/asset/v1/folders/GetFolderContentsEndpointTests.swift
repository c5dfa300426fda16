import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// What is directly inside a folder or program.
@Suite struct GetFolderContentsEndpointTests {
    @Test("every sort of asset by the word that clients know, by id and of one id in one order")
    func sorts() async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Spring")
            try await api.folder("Inner", in: .folder(folder))
            let program = try await api.program("Webinar", in: .folder(folder))
            try await api.campaign("Invite", in: .folder(folder))
            #expect(
                try await api.get("/rest/asset/v1/folder/\(folder)/content.json?type=Folder").stable
                    == assetAnswer(
                        #"{"id":1001,"type":"Program"}"#, #"{"id":1001,"type":"Smart Campaign"}"#,
                        #"{"id":1002,"type":"Folder"}"#))

            let inside = FolderReference.program(program)
            try await api.folder("Deeper", in: inside)
            try await api.campaign("Remind", in: inside)
            try await api.smartList("Buyers", in: inside)
            try await api.store.write { writer in
                _ = try writer.createStaticList(name: "Guests", description: nil, folder: inside)
                _ = try writer.createEmail(
                    name: "Invitation", folder: inside, subject: "", fromName: "", fromEmail: "", replyEmail: "",
                    html: "")
            }
            #expect(
                try await api.get("/rest/asset/v1/folder/\(program)/content.json?type=program").stable
                    == assetAnswer(
                        #"{"id":1001,"type":"List"}"#, #"{"id":1001,"type":"Email"}"#,
                        #"{"id":1002,"type":"Smart Campaign"}"#, #"{"id":1003,"type":"Folder"}"#,
                        #"{"id":1003,"type":"Smart List"}"#))
        }
    }

    @Test("the list of an e-mail program and the server's own lists are no contents of a folder")
    func ownedLists() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Newsletter", kind: .email, channel: "Email Send")
            #expect(
                try await api.get("/rest/asset/v1/folder/\(program)/content.json?type=Program").stable == noAssetsAnswer
            )
            #expect(try await api.get("/rest/asset/v1/folder/13/content.json").stable == noAssetsAnswer)
            let list = try await api.smartList("Ours")
            #expect(
                try await api.get("/rest/asset/v1/folder/13/content.json").stable
                    == assetAnswer(#"{"id":\#(list),"type":"Smart List"}"#))
        }
    }

    @Test(
        "pages, and the warning where there is nothing",
        arguments: [
            ("1001/content.json", [1001, 1002, 1003]), ("1001/content.json?maxReturn=2", [1001, 1002]),
            ("1001/content.json?type=&offset=2&maxReturn=2", [1003]), ("1001/content.json?offset=3", []),
            ("1001/content.json?type=Program", []), ("1002/content.json", []), ("99/content.json?type=Folder", []),
        ])
    func pages(call: String, ids: [Int64]) async throws {
        try await APIFixture.run { api async throws in
            let folder = try await api.folder("Spring")
            for number in 1...3 { try await api.program("Program \(number)", in: .folder(folder)) }
            try await api.folder("Empty")
            let answer = try await api.get("/rest/asset/v1/folder/" + call)
            #expect((answer.result ?? []).compactMap { $0.object?["id"]?.integer } == ids, "\(answer.text)")
            if ids.isEmpty { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("4/content.json?type=Zone", "1001", "Invalid value 'Zone'. Required of type 'FolderVariantType'"),
            ("x/content.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("4/content.json?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
            ("4/content.json?offset=-1", "701", "offset cannot be less than 0"),
        ])
    func refused(call: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/rest/asset/v1/folder/" + call)
        }
    }
}
