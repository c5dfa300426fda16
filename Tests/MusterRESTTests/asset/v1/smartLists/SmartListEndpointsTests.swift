import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// *Get Smart List by Id*, *by Name* and *Get Smart Lists*.
@Suite struct SmartListEndpointsTests {
    private static let rules = #"{"filters":[{"Country":"Germany"}]}"#

    @Test("a list of the database with a description, with and without rules")
    func byID() async throws {
        try await APIFixture.run { api async throws in
            try await api.next(.rule, 50)
            try await api.smartList("Germans", rules: Self.rules, description: "From \"there\"")
            let record = """
                {"id":1001,"name":"Germans","description":"From \\"there\\"","createdAt":"2024-03-05T12:00:00Z+0000",\
                "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#SL1001A1",\
                "folder":{"id":13,"type":"Folder"},"workspace":"Default"
                """
            #expect(try await api.get("/rest/asset/v1/smartList/1001.json").stable == assetAnswer(record + "}"))
            let field = try #require(api.store.catalogs.leadFields.field(named: "Country")?.id)
            let rules = """
                ,"rules":{"filterMatchType":"all","triggers":[],"filters":[{"id":50,"name":"Country",\
                "ruleTypeId":\(field),"ruleType":"Attribute","operator":"is","conditions":[{"attributeId":\(field),\
                "attributeName":"Country","operator":"is","values":["Germany"],"isPrimary":true}]}]}}
                """
            let full = try await api.get("/rest/asset/v1/smartList/1001.json?includeRules=True")
            #expect(full.stable == assetAnswer(record + rules))
            let named = try await api.get("/rest/asset/v1/smartList/byName.json?name=Germans&includeRules=true")
            #expect(named.stable == full.stable)
        }
    }

    @Test("a list in a folder of a program is a local asset, a campaign's own list too")
    func urls() async throws {
        try await APIFixture.run { api async throws in
            let program = try await api.program("Spring")
            let inner = try await api.folder("Local", in: .program(program))
            try await api.smartList("A", in: .program(program))
            try await api.smartList("B", in: .folder(inner))
            try await api.campaign("C")
            for id in 1001...1003 {
                let record = try await api.get("/rest/asset/v1/smartList/\(id).json").record
                #expect(record?["url"] == .string("https://app.example.muster/#SL\(id)A1LA1"))
            }
        }
    }

    @Test(
        "names count exactly, over all lists; one of its own comes before a campaign's",
        arguments: [
            ("Germans", 1002), ("germans", nil), ("German", nil), ("A,+B", 1003), ("Only+a+campaign", 1004),
        ] as [(String, Int64?)])
    func byName(name: String, id: Int64?) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Germans")
            try await api.smartList("Germans")
            try await api.smartList("A, B")
            try await api.campaign("Only a campaign")
            let answer = try await api.get("/rest/asset/v1/smartList/byName.json?name=\(name)")
            #expect(answer.record?["id"]?.integer == id)
            if id == nil { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test(
        "browse has campaigns' lists and never rules",
        arguments: [
            ("", ["Welcome", "A", "B", "C"]), ("?folder=13", ["A"]), ("?folder=4", ["Welcome"]),
            (#"?folder={"id":1001,"type":"Program"}"#, ["B", "C"]), ("?maxReturn=1&offset=2", ["B"]),
            ("?includeRules=true&maxReturn=1", ["Welcome"]), ("?folder=12", []), ("?offset=4", []),
            ("?latestUpdatedAt=2000-01-01", []),
        ])
    func browse(query: String, names: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Welcome")
            try await api.smartList("A")
            let program = try await api.program("Spring")
            try await api.smartList("B", in: .program(program))
            try await api.smartList("C", in: .folder(try await api.folder("Local", in: .program(program))))
            let answer = try await api.get("/rest/asset/v1/smartLists.json" + query)
            #expect(answer.names == names)
            #expect(!answer.text.contains("\"rules\""))
            if names.isEmpty { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test("the lists of the server's own campaigns are not shown")
    func systemLists() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign("Own", in: nil)
            #expect(try await api.get("/rest/asset/v1/smartList/1001.json").stable == noAssetsAnswer)
            #expect(try await api.get("/rest/asset/v1/smartList/byName.json?name=Own").stable == noAssetsAnswer)
            #expect(try await api.get("/rest/asset/v1/smartLists.json").stable == noAssetsAnswer)
            // Nor do they leave a gap, which clients take for the last page.
            try await api.smartList("A")
            #expect(try await api.get("/rest/asset/v1/smartLists.json?maxReturn=1").names == ["A"])
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("smartList/x.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
            ("smartList/1001.json?includeRules=perhaps", "1001", "Invalid value 'perhaps'. Required of type 'Boolean'"),
            ("smartList/byName.json", "701", "name cannot be blank"),
            ("smartLists.json?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
            ("smartLists.json?folder=Smart+Lists", "1001", nil),
            ("smartLists.json?earliestUpdatedAt=2020-13-01", "704", "Invalid date format"),
        ] as [(String, String, String?)])
    func refused(call: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/rest/asset/v1/" + call)
        }
    }
}
