import MusterModel
import MusterRules
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct LeadSelectionTests {
    private func withLeads(_ body: (Store) async throws -> Void) async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.createLeads(
                    (1...50).map { [.leadScore: .integer($0), .city: .text($0 % 2 == 0 ? "Ulm" : "Bonn")] },
                    origin: .api)
            }
            try await body(store)
        }
    }

    @Test func selectsAmongTheGivenBehindTheGivenUpToTheLimit() async throws {
        try await withLeads { store in
            let even = Predicate.field(.city, .textIs(["ulm"]))
            try store.read { reader throws in
                #expect(try reader.leads(where: even, among: [1, 2, 3, 4, 99]) == [2, 4])
                #expect(try reader.leads(where: even, among: []) == [])
                #expect(try reader.leads(where: even, after: 10, limit: 3) == [12, 14, 16])
                #expect(try reader.leads(where: even, among: [2, 12, 14], after: 2, limit: 1) == [12])
                #expect(try reader.leads(where: .never) == [])
                #expect(try reader.count(where: even) == 25)
                #expect(try reader.count(where: .always) == 50)
                #expect(try reader.count(where: .not(even)) == 25)
            }
        }
    }

    @Test func conditionsWithThousandsOfValuesWork() async throws {
        try await withLeads { store in
            let texts = (0..<10_000).map { "city \($0)" } + ["ulm"]
            let parts = (0..<1500).map { Predicate.field(.leadScore, .numberIs([Double($0)])) }
            try store.read { reader throws in
                #expect(try reader.count(where: .field(.city, .textIs(texts))) == 25)
                #expect(try reader.count(where: .field(.city, .textContains(texts))) == 25)
                #expect(try reader.count(where: .any(parts)) == 50)
                #expect(try reader.leads(where: .always, among: (1...10_000).map { LeadID($0) }).count == 50)
            }
        }
    }

    /// The plan is asked for, because a missing index shows as time and not as a wrong answer.
    @Test(
        arguments: [
            (
                "activities by lead, type and time",
                .activities(ActivityPattern(typeID: 1, at: .after(TestClock.usualNow)), atLeast: 1),
                "activity USING COVERING INDEX activity_lead (lead_id=? AND type_id=? AND at>?)"
            ),
            (
                "counted activities",
                .activities(ActivityPattern(typeID: 1), atLeast: 3),
                "activity USING COVERING INDEX activity_lead (lead_id=? AND type_id=?)"
            ),
            (
                "list members by list and lead", .inStaticList([1]),
                "member USING PRIMARY KEY (list_id=? AND lead_id=?)"
            ),
            (
                "campaign members", .inCampaign([1, 2], at: nil),
                "member USING PRIMARY KEY (campaign_id=? AND lead_id=?)"
            ),
            (
                "e-mail addresses", .field(.email, .textIs(["a@x.com"])),
                "lead USING COVERING INDEX lead_email_key (email_key=?)"
            ),
        ] as [(String, Predicate, String)])
    func usesTheIndex(why: String, predicate: Predicate, expected: String) async throws {
        try await withStore { store in
            let plan = try store.read { reader in
                let selection = try #require(
                    LeadSelection(predicate, among: nil, after: nil, reader.connection.dialect))
                return try reader.connection.all(
                    "EXPLAIN QUERY PLAN SELECT lead.id FROM lead WHERE \(selection.condition)", selection.arguments
                ) { $0.text(3) }
            }
            #expect(plan.contains { $0.hasSuffix(expected) }, "\(plan)")
        }
    }

    @Test func askedAmongAFewOnlyThoseAreRead() async throws {
        try await withStore { store in
            let plan = try store.read { reader in
                let predicate = Predicate.field(.city, .textIs(["ulm"]))
                let selection = try #require(
                    LeadSelection(predicate, among: [1], after: nil, reader.connection.dialect))
                return try reader.connection.all(
                    "EXPLAIN QUERY PLAN SELECT lead.id FROM lead WHERE \(selection.condition)", selection.arguments
                ) { $0.text(3) }
            }
            #expect(plan.contains("SEARCH lead USING INTEGER PRIMARY KEY (rowid=?)"), "\(plan)")
        }
    }
}
