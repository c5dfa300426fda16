import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct GetSmartListByProgramIdEndpointTests {
    @Test("an e-mail program has a list of its own, under its name and in itself")
    func emailProgram() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Send", kind: .email, channel: "Email Send")
            let golden = assetAnswer(
                """
                {"id":1001,"name":"Send","createdAt":"2024-03-05T12:00:00Z+0000",\
                "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#SL1001A1LA1",\
                "folder":{"id":1001,"type":"Program"},"workspace":"Default"}
                """)
            #expect(try await api.get("/rest/asset/v1/program/1001/smartList.json").stable == golden)
            #expect(try await api.get("/rest/asset/v1/smartLists.json").stable == golden)
            let rules = try await api.get("/rest/asset/v1/program/1001/smartList.json?includeRules=true").record
            #expect(rules?["rules"] == ["filterMatchType": "all", "triggers": [], "filters": []])
            try await api.store.write { writer in
                var changed = try #require(try writer.reader.program(program))
                changed.name = "Send again"
                try writer.updateProgram(changed)
            }
            #expect(try await api.get("/rest/asset/v1/program/1001/smartList.json").names == ["Send again"])
        }
    }

    @Test("another program has none, nor has one that is not there", arguments: ["1001", "99"])
    func none(id: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.program("Event", kind: .event, channel: "Live Event")
            #expect(try await api.get("/rest/asset/v1/program/\(id)/smartList.json").stable == noAssetsAnswer)
        }
    }

    @Test("what is no id", arguments: ["x", "-1", "0", "99999999999999999999"])
    func refused(id: String) async throws {
        try await APIFixture.run { api async throws in
            let message = "Invalid value '\(id)'. Required of type 'Integer'"
            try await api.expectRefusal("1001", message, .get, "/rest/asset/v1/program/\(id)/smartList.json")
        }
    }
}
