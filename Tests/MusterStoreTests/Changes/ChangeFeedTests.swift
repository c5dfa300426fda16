import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct ChangeFeedTests {
    @Test func changesArriveInTheOrderOfCommitsBeforeTheWriteReturns() async throws {
        try await withStore { store in
            let seen = Recorder<ClosedRange<Int64>>()
            let key = store.changes.listen { changes in
                if let ids = changes.activities { seen.add(ids) }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let ids = try await store.write { try $0.append([.visit(1), .visit(2)]) }
                        #expect(seen.values.contains { $0 == ids })
                    }
                }
                try await group.waitForAll()
            }
            #expect(seen.values.map(\.lowerBound) == Array(stride(from: 1, through: 199, by: 2)))
            store.changes.stopListening(key)
            _ = try await store.write { try $0.append([.visit(1)]) }
            #expect(seen.values.count == 100)
        }
    }

    @Test func aWriteThatFailsPublishesNothing() async throws {
        struct Refused: Error {}
        try await withStore { store async throws in
            let published = Recorder<ChangeSet>()
            store.changes.listen { published.add($0) }
            await #expect(throws: Refused.self) {
                try await store.write { writer in
                    try writer.append([.visit(1)])
                    throw Refused()
                }
            }
            #expect(published.values.isEmpty)
            #expect(try store.read { try $0.lastActivityID() } == 0)
        }
    }

    @Test func aNewFieldIsKnownToTheWritesThatFollowAtOnce() async throws {
        try await withStore { store in
            let revision = store.position.records
            async let made = store.write { writer in
                try writer.createLeadField(
                    FieldDefinition(name: "shoeSize", displayName: "Shoe Size", dataType: .integer))
            }
            async let seen = store.write { $0.catalogs.leadFields[restName: "shoeSize"] != nil }
            let field = try await made
            // Whichever came first, the catalogue and the column are there now.
            _ = try await seen
            #expect(store.catalogs.leadFields[restName: "shoeSize"] == field)
            #expect(store.position.records > revision)
            let lead = try await store.write { try $0.createLead([field: .integer(44)], origin: .api) }
            #expect(try store.read { try $0.lead(lead, fields: [field])?[field] } == .integer(44))
        }
    }
}

extension NewActivity {
    static func visit(_ lead: LeadID, at: Instant = TestClock.usualNow, page: Int64? = nil) -> NewActivity {
        NewActivity(lead: lead, type: ActivityType.visitWebpage.id, at: at, primaryID: page)
    }
}
