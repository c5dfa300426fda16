import HTTPTypes
import MusterModel
import MusterStore
import MusterTesting
import Testing

/// Name and description of a static list.
@Suite struct UpdateStaticListEndpointTests {
    @Test("what is given changes, the rest stays, wherever the parameters are")
    func updated() async throws {
        try await APIFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            let uri = "/rest/asset/v1/staticList/\(list).json"
            api.clock.advance(by: RelativePeriod(10, .minute))
            func record(_ name: String, _ description: String) -> String {
                assetAnswer(
                    """
                    {"id":1001,"name":"\(name)",\(description)"createdAt":"2024-03-05T12:00:00Z+0000",\
                    "updatedAt":"2024-03-05T12:10:00Z+0000","folder":{"id":12,"type":"Folder"},\
                    "computedUrl":"https://app.example.muster/#ST1001A1","workspace":"Default"}
                    """)
            }
            let described = try await api.post(uri, form: "name=+Guests+&description=Our best")
            #expect(described.stable == record("Guests", #""description":"Our best","#))
            let renamed = try await api.post(uri, json: #"{"name":"Friends"}"#)
            #expect(renamed.stable == record("Friends", #""description":"Our best","#))
            let bare = try await api.call(.post, uri + "?description=", .json(""))
            #expect(bare.stable == record("Friends", ""))
            api.clock.advance(by: RelativePeriod(10, .minute))
            #expect(try await api.post(uri, form: "").stable == bare.stable, "nothing given, nothing changed")
            #expect(try await api.get(uri).stable == bare.stable)
            let same = try await api.post(uri, form: "name=Friends")
            #expect(same.isSuccess, "its own name is free")
        }
    }

    @Test("rules that name the list follow it")
    func rules() async throws {
        try await APIFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            let smart = try await api.smartList(
                "Invited", rules: #"{"filters":[{"Member of List":{"in":"VIPs"}}]}"#)
            _ = try await api.post("/rest/asset/v1/staticList/\(list).json", form: "name=Guests")
            let answer = try await api.get("/rest/asset/v1/smartList/\(smart).json?includeRules=true")
            #expect(answer.text.contains(#""Guests""#) && !answer.text.contains("VIPs"))
        }
    }

    @Test("a list elsewhere may have the name")
    func elsewhere() async throws {
        try await APIFixture.run { api async throws in
            try await api.staticList("VIPs")
            let program = try await api.program("Spring")
            let list = try await api.store.write {
                try $0.createStaticList(name: "Guests", description: nil, folder: .program(program)).id
            }
            let answer = try await api.post("/rest/asset/v1/staticList/\(list).json", form: "name=VIPs")
            #expect(answer.record?["folder"] == ["id": .integer(program.rawValue), "type": "Program"])
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("1001.json", "name=Taken", "709", "Static List with the same name already exists"),
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
            ("75.json", "name=A", "702", "Static List not found or it has been deleted"),
            ("x.json", "name=A", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        ])
    func refused(call: String, form: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.staticList("VIPs")
            try await api.staticList("Taken")
            try await api.expectRefusal(code, message, .post, "/rest/asset/v1/staticList/" + call, .form(form))
        }
    }
}
