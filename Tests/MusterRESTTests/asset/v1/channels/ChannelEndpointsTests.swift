import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// The channels that every instance has.
@Suite struct ChannelEndpointsTests {
    private static let now = "2024-03-05T12:00:00Z+0000"
    private static let operational = """
        {"id":4,"name":"Operational","applicableProgramType":"program","progressionStatuses":[\
        {"name":"Not in Program","step":0,"description":null,"hidden":false,"success":false},\
        {"name":"Member","step":10,"description":null,"hidden":false,"success":false}],\
        "createdAt":"\(now)","updatedAt":"\(now)"}
        """

    @Test("by name, however the parameter is spelled", arguments: ["name", "Name", "NAME"])
    func byName(parameter: String) async throws {
        try await APIFixture.run { api async throws in
            let answer = try await api.get("/rest/asset/v1/channel/byName.json?\(parameter)=Operational")
            #expect(answer.stable == assetAnswer(Self.operational))
            #expect(
                try await api.get("/rest/asset/v1/channel/byName.json?\(parameter)=operational").stable
                    == noAssetsAnswer)
        }
    }

    @Test("browse in pages")
    func browse() async throws {
        try await APIFixture.run { api async throws in
            let uri = "/rest/asset/v1/channels.json"
            #expect(try await api.get(uri + "?offset=3&maxReturn=1").stable == assetAnswer(Self.operational))
            #expect(
                try await api.get(uri).names
                    == [
                        "Online Advertising", "Blog", "Content", "Operational", "Live Event", "Webinar", "Nurture",
                        "Email Send",
                    ])
            #expect(try await api.get(uri + "?offset=8").stable == noAssetsAnswer)
        }
    }

    @Test("there is a channel for each type of program, those of programs with three statuses to choose from")
    func everyType() async throws {
        try await APIFixture.run { api async throws in
            let channels = try #require(try await api.get("/rest/asset/v1/channels.json").result).compactMap(\.object)
            for word in ["program", "event", "webinar", "nurture", "email_batch"] {
                let fitting = channels.filter { $0["applicableProgramType"]?.text == word }
                #expect(fitting.contains { ($0["progressionStatuses"]?.array?.count ?? 0) >= 4 }, "\(word)")
            }
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("channel/byName.json", "701", "name cannot be blank"),
            ("channel/byName.json?name=+", "701", "name cannot be blank"),
            ("channels.json?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
            ("channels.json?maxReturn=0", "701", "maxReturn cannot be less than 1"),
            ("channels.json?offset=x", "1001", "Invalid value 'x'. Required of type 'Integer'"),
        ])
    func refused(call: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/rest/asset/v1/" + call)
        }
    }
}
