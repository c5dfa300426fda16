import HTTPTypes
import MusterModel
import MusterStore
import Testing

/// Tag types, whose lists are answered as texts.
@Suite struct TagTypeEndpointsTests {
    private static let types = [
        TagType(name: "Region", isRequired: true, kinds: [.event, .standard], allowedValues: ["EMEA"]),
        TagType(
            name: "AAA1 Required Tag Type", isRequired: false,
            kinds: [.standard, .email, .engagement, .event, .webinar],
            allowedValues: ["AAA1 RT1", "AAA1 RT2"]),
    ]

    private func run(_ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        try await APIFixture.run { api async throws in
            try await api.store.write { writer in for type in Self.types { try writer.saveTagType(type) } }
            try await body(api)
        }
    }

    @Test("browse goes by name, in pages, and leaves the values out")
    func browse() async throws {
        try await run { api async throws in
            let first =
                #"{"tagType":"AAA1 Required Tag Type","applicableProgramTypes":"[program,email_batch,nurture,event,webinar]","required":false}"#
            let second = #"{"tagType":"Region","applicableProgramTypes":"[event,program]","required":true}"#
            let uri = "/rest/asset/v1/tagTypes.json"
            #expect(try await api.get(uri).stable == assetAnswer(first, second))
            #expect(try await api.get(uri + "?offset=1&maxReturn=1").stable == assetAnswer(second))
            #expect(try await api.get(uri + "?offset=2").stable == noAssetsAnswer)
        }
    }

    @Test("by name with the values, blanks after their commas")
    func byName() async throws {
        try await run { api async throws in
            let uri = "/rest/asset/v1/tagType/byName.json?name="
            #expect(
                try await api.get(uri + "AAA1%20Required%20Tag%20Type").stable
                    == assetAnswer(
                        #"{"tagType":"AAA1 Required Tag Type","applicableProgramTypes":"[program,email_batch,nurture,event,webinar]","required":false,"allowableValues":"[AAA1 RT1, AAA1 RT2]"}"#
                    ))
            #expect(try await api.get(uri + "region").stable == noAssetsAnswer)
        }
    }

    @Test("a new instance has none")
    func none() async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.get("/rest/asset/v1/tagTypes.json").stable == noAssetsAnswer)
        }
    }

    @Test(
        "bad input",
        arguments: [
            ("tagType/byName.json", "701", "name cannot be blank"),
            ("tagTypes.json?maxReturn=201", "701", "maxReturn cannot be greater than 200"),
            ("tagTypes.json?offset=-1", "701", "offset cannot be less than 0"),
        ])
    func refused(call: String, code: String, message: String) async throws {
        try await APIFixture.run { api async throws in
            try await api.expectRefusal(code, message, .get, "/rest/asset/v1/" + call)
        }
    }
}
