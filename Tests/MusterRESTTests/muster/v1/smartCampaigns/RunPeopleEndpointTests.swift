import HTTPTypes
import MusterEngine
import MusterModel
import MusterStore
import Testing

/// Who failed, was skipped or is in the flow of a run.
@Suite struct RunPeopleEndpointTests {
    private static let uri = "/muster/v1/smartCampaign/1001/run/50/people.json"
    private static let flow =
        #"{"flow":[{"Change Data Value":{"Attribute":"City","New Value":"{{lead.First Name}}"}},{"Wait":"1 day"}]}"#

    /// Run 50, with three people who have no first name and wait.
    private func tell(_ body: @escaping @Sendable (APIFixture) async throws -> Void) async throws {
        try await APIFixture.run { api async throws in
            for index in 1...3 { try await api.lead("\(index)@example.com", [.country: .text("Germany")]) }
            let id = try await api.campaign("A", rules: #"{"filters":[{"Country":"Germany"}]}"#, flow: Self.flow)
            try await api.next(.campaignRun, 50)
            try await api.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
            try await api.engine.runUntilIdle()
            try await body(api)
        }
    }

    @Test("a person with the step, the time and the reason, page by page")
    func pages() async throws {
        try await tell { api in
            var ids: [Int64] = []
            var page = try await api.get(Self.uri + "?outcome=skipped&batchSize=2")
            #expect(
                page.result?.first?.jsonText
                    == """
                    {"leadId":1,"outcome":"skipped","step":{"number":1,"kind":"Change Data Value"},\
                    "at":"2024-03-05T12:00:00Z","until":null,\
                    "reason":"the new value is empty; NULL would clear the field"}
                    """)
            ids += (page.result ?? []).compactMap { $0.object?["leadId"]?.integer }
            let token = try #require(page.token)
            page = try await api.get(Self.uri + "?outcome=skipped&batchSize=2&nextPageToken=\(token)")
            ids += (page.result ?? []).compactMap { $0.object?["leadId"]?.integer }
            #expect(ids == [1, 2, 3] && page.token == nil)
            try await api.expectRefusal(
                "1003", "Invalid nextPageToken", .get, Self.uri + "?outcome=failed&nextPageToken=\(token)")
        }
    }

    @Test("who is in the flow, with the step and the end of the wait")
    func inFlow() async throws {
        try await tell { api in
            let people = try #require(try await api.get(Self.uri + "?outcome=inFlow").result)
            #expect(people.count == 3)
            #expect(
                people.first?.jsonText
                    == """
                    {"leadId":1,"outcome":"inFlow","step":{"number":2,"kind":"Wait"},"at":"2024-03-05T12:00:00Z",\
                    "until":"2024-03-06T12:00:00Z","reason":null}
                    """)
            #expect(try await api.get(Self.uri + "?outcome=failed").stable == assetAnswer())
            #expect(try await api.get(Self.uri + "?outcome=cut").stable == assetAnswer())
        }
    }

    @Test("everybody, each with what became of him, in pages of any size", arguments: [1, 2, 3, 4, 5, 6, 100])
    func everybody(size: Int) async throws {
        try await tell { api in
            _ = try await api.store.write { try $0.deleteLeads([2], origin: .api) }
            var told: [String] = []
            var token: String?
            repeat {
                let next = token.map { "&nextPageToken=\($0)" } ?? ""
                let page = try await api.get(Self.uri + "?batchSize=\(size)" + next)
                let people = try #require(page.result).compactMap(\.object)
                #expect(!people.isEmpty && people.count <= size, "\(page.text)")
                told += people.map { "\($0["leadId"]?.integer ?? 0) \($0["outcome"]?.text ?? "?")" }
                token = page.token
            } while token != nil
            #expect(told == ["1 inFlow", "3 inFlow", "1 skipped", "2 skipped", "3 skipped", "2 removed"])
        }
    }

    @Test(
        "bad questions",
        arguments: [
            (
                "?outcome=lost", "1003",
                "Invalid value for 'outcome': lost. It is one of: inFlow, failed, skipped, removed, cut"
            ),
            ("?outcome=completed", "709", "Who completed a run is counted and not kept one by one"),
            ("?outcome=failed&batchSize=0", "1003", nil), ("?outcome=failed&nextPageToken=x", "1003", nil),
        ] as [(String, String, String?)])
    func refused(query: String, code: String, message: String?) async throws {
        try await tell { api in try await api.expectRefusal(code, message, .get, Self.uri + query) }
    }

    @Test("another campaign's run, no run, and somebody who may not read leads or campaigns")
    func others() async throws {
        try await tell { api in
            try await api.campaign("B")
            for (path, missing) in [
                ("1002/run/50", "Run"), ("1001/run/51", "Run"), ("1003/run/50", "Smart Campaign"),
            ] {
                try await api.expectRefusal(
                    "702", "\(missing) not found or it has been deleted", .get,
                    "/muster/v1/smartCampaign/\(path)/people.json?outcome=failed")
            }
            for permission in [Permission.readOnlyLead, .readOnlyCampaign] {
                let token = try await api.token([permission])
                let answer = try await api.call(.get, Self.uri + "?outcome=failed", token: token)
                #expect(answer.error?.code == "603", "\(permission)")
            }
            let both = try await api.token([.readOnlyLead, .readOnlyCampaign])
            #expect(try await api.call(.get, Self.uri + "?outcome=failed", token: both).isSuccess)
        }
    }
}
