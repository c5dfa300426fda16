import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct ActivityLogTests {
    @Test func anActivityComesBackAsItWasAppended() async throws {
        try await withStore { store in
            let activity = NewActivity(
                lead: 5, type: ActivityType.clickEmail.id, at: Instant(milliseconds: 1_234_567_891_234), campaign: 9,
                primaryID: 7, primaryValue: "Program.\u{C9}mail",
                attributes: ["Link": "a\"b\\\n", "Is Mobile Device": true, "Score": .number("1.50"), "None": nil])
            let ids = try await store.write { try $0.append([activity, .visit(6)]) }
            #expect(ids == 1...2)
            let stored = try #require(try store.read { try $0.activity(1) })
            #expect(stored.content.leadID == 5)
            #expect(stored.content.typeID == activity.typeID)
            #expect(stored.content.at == activity.at)
            #expect(stored.content.campaignID == 9)
            #expect(stored.content.primaryID == 7)
            #expect(stored.content.primaryValue == activity.primaryValue)
            #expect(stored.content.attributes == activity.attributes)
            #expect(try store.read { try $0.activities([2, 9, 1]).map(\.id) } == [1, 2])
            #expect(try store.read { try $0.activity(3) } == nil)
        }
    }

    @Test func onlyListenedTypesBecomePendingInTheOrderOfTheLog() async throws {
        let cause = EventCause(depth: 2, chainID: 7)
        try await withStore { store in
            try await store.write { writer in
                writer.catalogs.listenedTypes = [ActivityType.visitWebpage.id]
                try writer.append(
                    [.visit(1), NewActivity(lead: 2, type: ActivityType.clickEmail.id, at: writer.now), .visit(3)],
                    causes: EventCauses([1: cause]), contextID: 11)
                #expect(writer.changes.engineWork == [.events])
                #expect(writer.changes.activities == 1...3)
            }
            let events = try store.read { try $0.pendingEvents(limit: 10) }
            #expect(events.map(\.activityID) == [1, 3])
            #expect(events.map(\.leadID) == [1, 3])
            #expect(
                events.map(\.cause) == [cause, cause], "whom it reaches through another is as far from the outside")
            #expect(events.allSatisfy { $0.contextID == 11 })
        }
    }

    @Test func nothingIsPendingWhenNobodyListens() async throws {
        try await withStore { store in
            try await store.write { writer in
                try writer.append([.visit(1)])
                #expect(writer.changes.engineWork.isEmpty)
            }
            #expect(try store.read { try $0.pendingEvents(limit: 10).count } == 0)
        }
    }

    @Test func appendingNothingIsNothing() async throws {
        try await withStore { store async throws in
            #expect(try await store.write { try $0.append([]) } == nil)
            #expect(try store.read { try $0.lastActivityID() } == 0)
        }
    }

    @Test func rangesOfOneTransactionAreJoined() async throws {
        try await withStore { store in
            try await store.write { writer in
                try writer.append([.visit(1)])
                try writer.append([.visit(1), .visit(2)])
                #expect(writer.changes.activities == 1...3)
            }
        }
    }
}
