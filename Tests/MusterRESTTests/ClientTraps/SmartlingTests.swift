import Foundation
import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct SmartlingTests {
        @Test(
            "Smartling: parses asset dates as yyyy-MM-dd'T'HH:mm:ss'Z'Z",
            arguments: [
                "folders.json?maxDepth=3", "programs.json", "smartLists.json", "smartCampaigns.json",
                "staticLists.json",
            ])
        func dates(path: String) async throws {
            try await APIFixture.run { api async throws in
                try await api.program("Program")
                try await api.smartList("List")
                try await api.campaign("Campaign")
                try await api.staticList("Static")
                let format = DateFormatter()
                format.locale = Locale(identifier: "en_US_POSIX")
                format.dateFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'Z"
                let records = try #require(try await api.get("/rest/asset/v1/" + path).result)
                #expect(!records.isEmpty)
                for record in records {
                    for member in ["createdAt", "updatedAt"] {
                        let text = try #require(record.object?[member]?.text)
                        #expect(format.date(from: text) != nil, "\(text)")
                    }
                }
            }
        }

        @Test("Smartling: knows the folder types Folder and Program, in no other case")
        func folderTypes() async throws {
            try await APIFixture.run { api async throws in
                let program = try await api.program("Program")
                try await api.folder("Inside", in: .program(program))
                let records = try #require(try await api.get("/rest/asset/v1/folders.json?maxDepth=4").result)
                let types = records.flatMap { record in
                    ["folderId", "parent"].compactMap { record.object?[$0]?.object?["type"]?.text }
                }
                #expect(Set(types) == ["Folder", "Program"])
            }
        }

        @Test("Smartling: reads folder.value and folder.type of programs")
        func programFolder() async throws {
            try await APIFixture.run { api async throws in
                let folder = try await api.folder("Spring")
                let id = try await api.program("Program", in: .folder(folder))
                let record = try await api.get("/rest/asset/v1/program/\(id).json").record
                #expect(
                    record?["folder"] == [
                        "type": "Folder", "value": .integer(folder.rawValue), "folderName": "Spring",
                    ])
            }
        }

        @Test(
            "Smartling: takes 702 and 710 for not found",
            arguments: [
                ("GET", "staticList/99.json", "702", "Static List not found or it has been deleted"),
                ("POST", "smartCampaign/99/activate.json", "702", "Smart Campaign not found or it has been deleted"),
                ("POST", "smartList/99/delete.json", "702", "Smart List not found or it has been deleted"),
                (
                    "POST", "folders.json?name=x&parent=%7B%22id%22:99,%22type%22:%22Folder%22%7D", "710",
                    "Parent Folder not found"
                ),
            ])
        func notFound(method: String, path: String, code: String, message: String) async throws {
            try await APIFixture.run { api async throws in
                try await api.expectRefusal(
                    code, message, try #require(HTTPRequest.Method(method)), "/rest/asset/v1/" + path)
            }
        }

        @Test(
            "Smartling: takes a success without a result for not found",
            arguments: ["folder/99.json", "program/99.json"])
        func empty(path: String) async throws {
            try await APIFixture.run { api async throws in
                #expect(try await api.get("/rest/asset/v1/" + path).stable == noAssetsAnswer)
            }
        }

        @Test("Smartling: expects an identity failure to be HTTP 401")
        func identity() async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.call(
                    .get, "/identity/oauth/token?grant_type=client_credentials&client_id=x&client_secret=y",
                    token: .some(nil))
                #expect(answer.status == .unauthorized)
            }
        }
    }
}
