import HTTPTypes
import MusterModel
import Testing

extension ClientTraps {
    @Suite struct GrouparooTests {
        @Test("grouparoo: reads a list by a POST whose form names another list")
        func pathWins() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let lead = try await api.lead("brian@example.com").rawValue
                _ = try await api.post("/rest/v1/lists/\(list)/leads.json", json: #"{"input":[{"id":\#(lead)}]}"#)
                let answer = try await api.post("/rest/v1/list/\(list)/leads.json", form: "listId=1159&_method=GET")
                #expect(answer.result?.compactMap { $0.object?["id"]?.integer } == [lead])
            }
        }

        @Test("grouparoo: finds the system folder Group Lists by its name and makes lists in it")
        func groupLists() async throws {
            try await APIFixture.run { api async throws in
                let folders = try await api.get("/rest/asset/v1/folder/byName.json?name=Group%20Lists&")
                let system = try #require(folders.result?.compactMap(\.object).first { $0["isSystem"] == true })
                let id = try #require(system["folderId"]?.object?["id"]?.integer)
                let answer = try await api.post(
                    "/rest/asset/v1/staticLists.json",
                    form: "name=High+Value&folder=%7B%22id%22%3A\(id)%2C%22type%22%3A%22Folder%22%7D")
                #expect(answer.record?["folder"] == ["id": .integer(id), "type": "Folder"])
            }
        }

        @Test("grouparoo: removes leads of a list with repeated ids in the query of a DELETE")
        func removes() async throws {
            try await APIFixture.run { api async throws in
                let list = try await api.staticList("One")
                let (a, b) = (try await api.lead("a@example.com"), try await api.lead("b@example.com"))
                let path = "/rest/v1/lists/\(list)/leads.json"
                _ = try await api.post(path, json: #"{"input":[{"id":\#(a)},{"id":\#(b)}]}"#)
                let answer = try await api.call(
                    .delete, path + "?id=\(a)&id=\(b)", headers: [.contentType: "application/json"])
                #expect(answer.result?.compactMap { $0.object?["status"]?.text } == ["removed", "removed"])
            }
        }

        @Test("grouparoo: deletes leads by a POST with _method=DELETE in the query")
        func deletes() async throws {
            try await APIFixture.run { api async throws in
                let lead = try await api.lead("a@example.com").rawValue
                let answer = try await api.post(
                    "/rest/v1/leads.json?_method=DELETE", json: #"{"input":[{"id":\#(lead)}]}"#)
                #expect(answer.result == [["id": .integer(lead), "status": "deleted"]])
            }
        }
    }
}
