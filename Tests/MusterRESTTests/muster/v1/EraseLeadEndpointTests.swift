import HTTPTypes
import MusterModel
import MusterStore
import Testing

@testable import MusterREST

/// `POST /muster/v1/lead/{id}/erase.json` and `GET /muster/v1/erasures.json`.
@Suite struct EraseLeadEndpointTests {
    @Test func people() async throws {
        try await APIFixture.run { api async throws in
            let (one, two, three) = (
                try await api.lead("one@x.example"), try await api.lead("two@x.example"),
                try await api.lead("three@x.example")
            )
            #expect(try await api.get("/muster/v1/erasures.json").stable == assetAnswer(""))
            let answer = try await api.post(
                "/muster/v1/lead/\(one.rawValue)/erase.json", json: #"{"also":[\#(two.rawValue),\#(one.rawValue)]}"#)
            let now = api.clock.now.iso8601
            let record = #"{"id":1,"erasedAt":"\#(now)","filesCleanAt":"\#(now)","counts":{"activities":2,"people":2}}"#
            #expect(answer.stable == assetAnswer(record))
            #expect(try await api.get("/muster/v1/erasures.json").stable == assetAnswer(record))
            #expect(try api.store.read { try $0.existing([one, two, three]) } == [three])
            // Who was deleted is erased by his id.
            try await api.store.write { _ = try $0.deleteLeads([three], origin: .api) }
            #expect(try await api.post("/muster/v1/lead/\(three.rawValue)/erase.json", json: "{}").isSuccess)
            #expect(!(try api.snapshot().values.joined().contains { $0.contains("three@x") }))
        }
    }

    @Test func refused() async throws {
        try await APIFixture.run { api async throws in
            let (one, two) = (try await api.lead("one@x.example"), try await api.lead("two@x.example"))
            let uri = "/muster/v1/lead/\(one.rawValue)/erase.json"
            try await api.expectRefusal("1004", "Lead [98, 99] not found", .post, uri, .json(#"{"also":[98,99]}"#))
            try await api.expectRefusal("1001", nil, .post, uri, .json(#"{"also":["two"]}"#))
            let many = (1...300).map(String.init).joined(separator: ",")
            try await api.expectRefusal(
                "1003", "Exceeded maximum number of leads allowed: 300", .post,
                "/muster/v1/lead/999/erase.json", .json(#"{"also":[\#(many)]}"#))
            try await api.store.write { _ = try $0.mergeLeads([two], into: one, origin: .merge) }
            try await api.expectRefusal(
                "1004",
                "Lead '\(two.rawValue)' was merged into lead '\(one.rawValue)', with which it is erased", .post,
                "/muster/v1/lead/\(two.rawValue)/erase.json")
            for permission in [Permission.readWriteLead, .manageInstance] {
                let token = try await api.token([permission])
                #expect(try await api.call(.post, uri, token: token).error?.code == "603")
            }
            let both = try await api.token([.readWriteLead, .manageInstance])
            #expect(try await api.call(.post, uri, token: both).isSuccess)
        }
    }
}
