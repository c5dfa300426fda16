import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct CloneSmartListEndpointTests {
    private static let uri = "/rest/asset/v1/smartList/1001/clone.json"
    private static let folder = #"folder={"id":13,"type":"Folder"}"#

    @Test("the rules are copied, with ids of their own")
    func copied() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Source", rules: #"{"filters":[{"Country":"Germany"},{"City":"Bonn"}]}"#)
            let answer = try await api.post(Self.uri, form: "name=Copy&\(Self.folder)&description=Like it")
            #expect(
                answer.stable
                    == assetAnswer(
                        """
                        {"id":1002,"name":"Copy","description":"Like it","createdAt":"2024-03-05T12:00:00Z+0000",\
                        "updatedAt":"2024-03-05T12:00:00Z+0000","url":"https://app.example.muster/#SL1002A1",\
                        "folder":{"id":13,"type":"Folder"},"workspace":"Default"}
                        """))
            let documents = try await [Int64(1001), 1002].asyncMap { id in
                try await api.get("/muster/v1/smartList/\(id)/rules.json?format=short").stable
            }
            #expect(documents[0] == documents[1])
            let ids = try api.store.read { reader in
                try [Int64(1001), 1002].map {
                    Set(try reader.smartList(SmartListID($0))?.rules.filters.map(\.id) ?? [])
                }
            }
            #expect(ids[0].isDisjoint(with: ids[1]))
        }
    }

    @Test("marketorestpython's form: everything in the query, JSON as the content type, no body")
    func query() async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Source")
            let uri = Self.uri + "?name=Copy&folder={'id':+13,+'type':+Folder}"
            let answer = try await api.call(.post, uri, .raw("", contentType: "application/json"))
            #expect(answer.names == ["Copy"], "\(answer.text)")
        }
    }

    @Test("the triggers of a campaign's list stay behind")
    func withoutTriggers() async throws {
        try await APIFixture.run { api async throws in
            try await api.campaign(
                "A", rules: #"{"triggers":[{"Person is Created":{}}],"filters":[{"Country":"Germany"}]}"#)
            let id = try await api.post(Self.uri, form: "name=Copy&\(Self.folder)").record?["id"]?.integer
            let rules = try api.store.read { try $0.smartList(SmartListID(id ?? 0))?.rules }
            #expect(rules?.triggers.isEmpty == true)
            #expect(rules?.filters.count == 1)
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("1001", folder, "701", "name cannot be blank"), ("1001", "name=A", "701", "folder cannot be blank"),
            ("1001", "name=A&folder=[]", "1001", nil), ("1001", "name=A&folder=99", "710", "Parent Folder not found"),
            ("1001", "name=A&folder=4", "711", "Invalid folder type for smart list"),
            ("1001", "name=Source&\(folder)", "709", "Smart List with the same name already exists"),
            ("1001", "name=All People&\(folder)", "709", "Smart List with the same name already exists"),
            ("99", "name=A&\(folder)", "702", "Smart List not found or it has been deleted"),
            // A list of the server's own.
            ("1", "name=A&\(folder)", "702", "Smart List not found or it has been deleted"),
        ] as [(String, String, String, String?)])
    func refused(id: String, form: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.smartList("Source")
            let uri = "/rest/asset/v1/smartList/\(id)/clone.json"
            try await api.expectRefusal(code, message, .post, uri, .form(form))
        }
    }
}

extension Sequence {
    /// One after the other.
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
