import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// `GET` and `PUT` of the instance's settings.
@Suite struct InstanceSettingsEndpointsTests {
    private static let uri = "/muster/v1/settings.json"

    private static func answer(_ zone: String, _ perDay: String, _ per7Days: String) -> String {
        assetAnswer(#"{"timeZone":"\#(zone)","communicationLimits":{"perDay":\#(perDay),"per7Days":\#(per7Days)}}"#)
    }

    @Test("only the members that are given change")
    func changed() async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.get(Self.uri).stable == Self.answer("GMT", "null", "null"))
            for (document, expected) in [
                (#"{"timeZone":"Europe/Berlin"}"#, Self.answer("Europe/Berlin", "null", "null")),
                (#"{"communicationLimits":{"perDay":2,"per7Days":5}}"#, Self.answer("Europe/Berlin", "2", "5")),
                (#"{"communicationLimits":{"perDay":null}}"#, Self.answer("Europe/Berlin", "null", "5")),
                (#"{"timeZone":"UTC","communicationLimits":{"per7Days":null}}"#, nil),
            ] {
                let answer = try await api.call(.put, Self.uri, .json(document))
                if let expected { #expect(answer.stable == expected) }
                #expect(try await api.get(Self.uri).stable == answer.stable)
            }
            #expect(api.store.catalogs.settings.communicationLimits == CommunicationLimits())
            // What has no member here stays.
            #expect(api.store.catalogs.settings.appURL == InstanceSettings().appURL)
        }
    }

    @Test(
        "each problem is named",
        arguments: [
            (#"{"timeZone":"Berlin"}"#, ["timeZone: "]), (#"{"timeZone":"Europe/Atlantis"}"#, ["timeZone: "]),
            (#"{"timeZone":"PST"}"#, ["timeZone: "]), (#"{"timeZone":null}"#, ["timeZone: "]),
            (
                #"{"communicationLimits":{"perDay":0,"perWeek":3}}"#,
                ["communicationLimits.perDay: ", "communicationLimits.perWeek: "]
            ),
            (#"{"communicationLimits":5,"colour":"red"}"#, ["communicationLimits: ", "colour: "]),
            ("{}", ["the document is empty"]),
        ])
    func refused(document: String, problems: [String]) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal("709", nil, .put, Self.uri, .json(document))
            let answer = try await api.call(.put, Self.uri, .json(document))
            #expect(answer.errors.count == problems.count, "\(answer.text)")
            for problem in problems {
                #expect(answer.errors.contains { $0.message.hasPrefix(problem) }, "\(problem) in \(answer.text)")
            }
        }
    }
}
