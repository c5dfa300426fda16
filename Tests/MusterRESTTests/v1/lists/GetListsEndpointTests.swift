import HTTPTypes
import MusterModel
import MusterStore
import Testing

@Suite struct GetListsEndpointTests {
    @Test func recordsHaveTheMembersOfTheLeadAPI() async throws {
        try await APIFixture.run { api in
            let list = try await api.staticList("Webinar \"Guests\"")
            let now = "2024-03-05T12:00:00Z"
            let answer = try await api.get("/rest/v1/lists/\(list).json")
            #expect(
                answer.stable == ##"""
                    {"requestId":"#","result":[{"id":\##(list),"name":"Webinar \"Guests\"","workspaceId":1,"workspaceName":"Default","createdAt":"\##(now)","updatedAt":"\##(now)"}],"success":true}
                    """##)
            #expect(try await api.get("/rest/v1/lists.json").stable == answer.stable)
        }
    }

    @Test func filtersAndTogether() async throws {
        try await APIFixture.run { api in
            let one = try await api.staticList("One")
            let two = try await api.staticList("Two")
            let program = try await api.store.write { writer in
                try writer.createProgram(
                    name: "Spring", kind: .standard, channel: "Content",
                    folder: .folder(SystemAssets.marketingActivities))
            }
            let inside = try await api.store.write { writer in
                try writer.createStaticList(name: "One", description: "d", folder: .program(program.id)).id
            }
            func ids(_ query: String) async throws -> [Int64] {
                try await api.get("/rest/v1/lists.json?\(query)").result?.compactMap { $0.object?["id"]?.integer } ?? [
                    -1
                ]
            }
            let (first, second, third) = (one.rawValue, two.rawValue, inside.rawValue)
            #expect(try await ids("") == [first, second, third])
            #expect(try await ids("name=One") == [first, third])
            #expect(try await ids("name=One&name=Two") == [first, second, third])
            #expect(try await ids("name=Spring.One") == [third])
            #expect(try await ids("name=One&programName=Spring") == [third])
            #expect(try await ids("id=\(first),\(second)&name=Two") == [second])
            #expect(try await ids("id=\(first)&id=\(third)") == [first, third])
            #expect(try await ids("workspaceName=Default").count == 3)
            #expect(try await ids("workspaceName=Other").isEmpty)
            let record = try await api.get("/rest/v1/lists/\(third).json").result?.first?.object
            #expect(
                record?.keys == [
                    "id", "name", "description", "programName", "workspaceId", "workspaceName", "createdAt",
                    "updatedAt",
                ])
            #expect(record?["programName"] == "Spring")
        }
    }

    @Test func pagesEndWithoutAToken() async throws {
        try await APIFixture.run { api in
            for number in 1...5 { try await api.staticList("List \(number)") }
            var uri = "/rest/v1/lists.json?batchSize=2"
            var names: [String] = []
            var pages = 0
            while true {
                let answer = try await api.get(uri)
                names += answer.result?.compactMap { $0.object?["name"]?.text } ?? []
                pages += 1
                guard let token = answer.token else { break }
                uri = "/rest/v1/lists.json?batchSize=2&nextPageToken=\(token)"
            }
            #expect(pages == 3)
            #expect(names == (1...5).map { "List \($0)" })
        }
    }

    @Test(arguments: [
        ("/rest/v1/lists.json?id=x", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        ("/rest/v1/lists.json?batchSize=0", "1003", "Invalid value for 'batchSize': 0"),
        ("/rest/v1/lists.json?batchSize=many", "1001", "Invalid value 'many'. Required of type 'Integer'"),
        ("/rest/v1/lists.json?nextPageToken=ABC", "1003", "Invalid nextPageToken"),
        ("/rest/v1/lists/4711.json", "1013", "List not found"),
        ("/rest/v1/lists/x.json", "1001", "Invalid value 'x'. Required of type 'Integer'"),
    ])
    func refusals(uri: String, code: String, message: String) async throws {
        try await APIFixture.run { api in try await api.expectRefusal(code, message, .get, uri) }
    }
}
