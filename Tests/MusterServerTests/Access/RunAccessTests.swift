import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterServer

/// What the command line asks of a file about its runs.
@Suite struct RunAccessTests {
    @Test("people of a run are looked up without counting all of them and all who were cut")
    func people() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(
                """
                campaigns:
                  - {name: Invite, filters: [{City: Leeds}], flow: [{Wait: 9 days}], schedule: 2026-03-02 09:05}
                  - {name: Other, filters: [{City: Leeds}], flow: [{Wait: 9 days}]}
                """)
            _ = try await fixture.importFile(.leads, "email,city\na@x.example,Leeds\nb@x.example,Leeds\n")
            _ = try await fixture.access.move(.advance(RelativePeriod(1, .hour)))
            let campaign = try await fixture.access.campaign("Invite")
            let id = try #require(try await fixture.access.runs(of: campaign).first?["id"]?.integer)
            // No report can be made any more.
            try await fixture.store.write { _ = try $0.rows.execute("DROP TABLE chain_cut", []) }

            let found = try await fixture.access.people(in: id, of: campaign, .inFlow, from: nil)
            #expect(found.records.map { $0["leadId"]?.integer } == [1, 2] && found.next == nil)
            let other = try await fixture.access.campaign("Other")
            await #expect(throws: AccessError.self) {
                _ = try await fixture.access.people(in: id, of: other, .inFlow, from: nil)
            }
        }
    }
}
