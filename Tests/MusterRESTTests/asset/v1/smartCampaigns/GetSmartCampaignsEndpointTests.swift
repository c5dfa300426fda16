import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct GetSmartCampaignsEndpointTests {
    private static let uri = "/rest/asset/v1/smartCampaigns.json"

    /// A and B in Default, C in a folder of it, D in program Spring, E in a folder of Spring; B is
    /// an active trigger campaign.
    private static func plant(_ api: APIFixture) async throws {
        try await api.campaign("A")
        try await api.engine.commands.activate(try await api.triggerCampaign("B"))
        try await api.campaign("C", in: .folder(try await api.folder("Inner")))
        let program = try await api.program("Spring")
        try await api.campaign("D", in: .program(program))
        try await api.campaign("E", in: .folder(try await api.folder("Local", in: .program(program))))
        for (index, id) in (1001...1005).enumerated() {
            let day = "2020-01-0\(index + 1)T00:00:00"
            try await api.stamp("smart_campaign", Int64(id), created: day, updated: day)
        }
    }

    @Test(
        "folder, dates, activity and page select, by ascending id",
        arguments: [
            ("", ["A", "B", "C", "D", "E"]),
            ("?folder=4", ["A", "B"]),
            (#"?folder={"id":1001,"type":"Folder"}"#, ["C"]),
            (#"?folder={"id":1001,"type":"Program"}"#, ["D", "E"]),
            (#"?folder={"id":1002,"type":"Folder"}"#, ["E"]),
            ("?folder=999", []),
            ("?isActive=true", ["B"]),
            ("?isActive=false", ["A", "B", "C", "D", "E"]),
            ("?isActive=TRUE&folder=1001", []),
            ("?maxReturn=2", ["A", "B"]),
            ("?maxReturn=2&offset=3", ["D", "E"]),
            ("?maxReturn=200&offset=4", ["E"]),
            ("?offset=5", []),
            ("?earliestUpdatedAt=2020-01-02&latestUpdatedAt=2020-01-03", ["B", "C"]),
            ("?earliestUpdatedAt=2020-01-05T00:00:00Z", ["E"]),
            ("?earliestUpdatedAt=2020-01-05T00:00:01Z", []),
            ("?latestUpdatedAt=2020-01-01T00:00:00.123456+00:00", ["A"]),
            ("?earliestUpdatedAt=2020-01-04T01:00:00 01:00&latestUpdatedAt=2020-01-04T00:00:00Z%2B0000", ["D"]),
        ])
    func selected(query: String, names: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            let answer = try await api.get(Self.uri + query)
            #expect(answer.names == names, "\(answer.text)")
            if names.isEmpty { #expect(answer.stable == noAssetsAnswer) }
        }
    }

    @Test("records are those of the call by id")
    func records() async throws {
        try await APIFixture.run { api async throws in
            try await Self.plant(api)
            let browsed = try await api.get(Self.uri).result ?? []
            for (index, id) in (1001...1005).enumerated() {
                let single = try await api.get("/rest/asset/v1/smartCampaign/\(id).json").result?.first
                #expect(browsed[index].jsonText == single?.jsonText)
            }
        }
    }

    @Test(
        "bad pages, dates and folders",
        arguments: [
            ("?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
            ("?maxReturn=0", "701", "maxReturn cannot be less than 1"),
            ("?offset=-1", "701", "offset cannot be less than 0"),
            ("?maxReturn=many", "1001", "Invalid value 'many'. Required of type 'Integer'"),
            ("?isActive=perhaps", "1001", "Invalid value 'perhaps'. Required of type 'Boolean'"),
            ("?earliestUpdatedAt=yesterday", "704", "Invalid date format"),
            ("?latestUpdatedAt=2020-02-30", "704", "Invalid date format"),
            (
                "?earliestUpdatedAt=2020-01-02&latestUpdatedAt=2020-01-01", "1003",
                "earliestUpdatedAt must be before latestUpdatedAt"
            ),
            (#"?folder={"id":"x","type":"Folder"}"#, "1001", nil),
            ("?folder=everywhere", "1001", nil),
        ] as [(String, String, String?)])
    func refused(query: String, code: String, message: String?) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, Self.uri + query)
        }
    }
}
