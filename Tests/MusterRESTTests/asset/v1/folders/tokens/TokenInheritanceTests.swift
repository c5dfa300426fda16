import MusterEngine
import MusterModel
import MusterStore
import Testing

/// What a token that was set by the API means to a campaign below.
@Suite struct TokenInheritanceTests {
    @Test("a campaign sees the nearest definition, at the moment its step is taken")
    func nearest() async throws {
        try await APIFixture.run { api async throws in
            let lead = try await api.lead("a@example.com", [.country: .text("Germany")])
            let folder = try await api.folder("Spring")
            let program = try await api.program("Summit", in: .folder(folder))
            let local = try await api.folder("Local", in: .program(program))
            let campaign = try await api.campaign(
                "Tell", in: .folder(local), rules: #"{"filters":[{"Country":"Germany"}]}"#,
                flow: """
                    {"flow":[{"Change Data Value":{"Attribute":"City","New Value":"{{my.City}}"}},\
                    {"Change Score":{"Score Name":"Lead Score","Change":"{{my.Points}}"}}]}
                    """
            ) { $0.qualification = .any }

            func write(_ name: String, _ type: String, _ value: String, in container: FolderReference) async throws {
                let body: JSONValue = [
                    "name": .string(name), "type": .string(type), "value": .string(value),
                    "folderType": .string(container.kind.rawValue),
                ]
                let answer = try await api.post(
                    "/rest/asset/v1/folder/\(container.id)/tokens.json", json: body.jsonText)
                #expect(answer.isSuccess, "\(answer.text)")
            }
            func delete(_ name: String, in container: FolderReference) async throws {
                let answer = try await api.post(
                    "/rest/asset/v1/folder/\(container.id)/tokens/delete.json",
                    form: "name=\(name)&type=text&folderType=\(container.kind.rawValue)")
                #expect(answer.isSuccess, "\(answer.text)")
            }
            func run() async throws -> (city: FieldValue?, score: FieldValue?) {
                try await api.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
                try await api.engine.runUntilIdle()
                let values = try api.store.read { try $0.lead(lead, fields: [.city, .leadScore]) }
                return (values?[.city], values?[.leadScore])
            }

            try await write("City", "text", "Berlin", in: .folder(folder))
            try await write("Points", "score", "+5", in: .folder(SystemAssets.marketingActivities))
            #expect(try await run() == (.text("Berlin"), .integer(5)))
            try await write("city", "text", "Bonn", in: .program(program))
            try await write("Points", "score", "-2", in: .folder(folder))
            #expect(try await run() == (.text("Bonn"), .integer(3)))
            try await delete("City", in: .program(program))
            #expect(try await run() == (.text("Berlin"), .integer(1)))
        }
    }
}
