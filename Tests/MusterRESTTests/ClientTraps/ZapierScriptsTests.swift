import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct ZapierScriptsTests {
        @Test("Zapier scripts: find ids in the raw text by a regular expression")
        func rawText() async throws {
            try await APIFixture.run { api async throws in
                let folder = try await api.folder("Spring").rawValue
                let found = try await api.get("/rest/asset/v1/folder/byName.json?name=Spring").text
                #expect(found.firstMatch(of: #/"folderId":{"id":(\d*),/#)?.output.1 == "\(folder)")
                let program = try await api.program("Program")
                for uri in [
                    "/rest/asset/v1/program/byName.json?name=Program", "/rest/asset/v1/programs.json",
                    "/rest/asset/v1/program/\(program).json",
                ] {
                    let text = try await api.get(uri).text
                    #expect(text.firstMatch(of: #/{"id":(\d*),"name":/#)?.output.1 == "\(program)")
                }
            }
        }

        @Test("Zapier scripts: put JSON into the address as it is, blanks and quotes and all")
        func rawJSON() async throws {
            try await APIFixture.run { api async throws in
                let program = try await api.program("Program")
                try await api.campaign("Inside", in: .program(program))
                try await api.campaign("Outside")
                let answer = try await api.get(
                    #"/rest/asset/v1/smartCampaigns.json?folder={"id":\#(program), "type": "Program"}&maxReturn=200"#)
                #expect(answer.names == ["Inside"])
            }
        }

        @Test("Zapier scripts: write no blank between Bearer and the token")
        func bearer() async throws {
            try await APIFixture.run { api async throws in
                let answer = try await api.call(
                    .get, "/rest/v1/lists.json", token: .some(nil), headers: [.authorization: "Bearer\(api.token)"])
                #expect(answer.isSuccess)
            }
        }

        @Test("Zapier scripts and a PHP wrapper: read members of campaigns without looking whether they are there")
        func members() async throws {
            try await APIFixture.run { api async throws in
                try await api.campaign("Bare", in: nil)
                try await api.triggerCampaign("Trigger")
                let browsed = try #require(try await api.get("/rest/asset/v1/smartCampaigns.json").result)
                #expect(browsed.count == 2)
                for campaign in browsed.compactMap(\.object) {
                    #expect(campaign["recurrence"]?.object?["weekdayOnly"] == false)
                    #expect(campaign["smartListId"]?.integer != nil)
                    #expect(campaign["flowId"]?.integer != nil)
                    #expect(campaign["computedUrl"]?.text != nil)
                }
            }
        }
    }
}
