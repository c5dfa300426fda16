import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

/// The status belongs to the address, in any letter case, and outlives people.
@Suite struct DurableUnsubscribeTests {
    private static let yes = FieldValue.boolean(true)
    private static let no = FieldValue.boolean(false)

    private static func person(_ email: String?, _ unsubscribed: Bool? = nil) -> [LeadField: FieldValue] {
        var values: [LeadField: FieldValue] = [:]
        if let email { values[.email] = .text(email) }
        if let unsubscribed { values[.unsubscribed] = .boolean(unsubscribed) }
        return values
    }

    private func create(_ store: Store, _ people: [LeadField: FieldValue]...) async throws -> [LeadID] {
        try await store.write { writer in try people.map { try writer.createLead($0, origin: .api) } }
    }
    private func update(_ store: Store, _ lead: LeadID, _ values: [LeadField: FieldValue]) async throws {
        _ = try await store.write { try $0.updateLead(lead, values, origin: .api) }
    }
    private func statuses(_ store: Store, _ leads: [LeadID]) throws -> [FieldValue] {
        try store.read { try $0.leads(leads, fields: [.unsubscribed]).map { $0[.unsubscribed] } }
    }
    /// `lead: old > new` of each change of *Unsubscribed*, in order.
    private func changes(_ store: Store) throws -> [String] {
        let log = try store.read {
            try $0.activities(after: 0, since: nil, types: [ActivityType.changeDataValue.id], limit: 300).rows
        }
        return log.map(\.content).filter { $0.primaryID == 79 }.map { activity in
            let values = ["Old Value", "New Value"].map { activity.attributes[$0]?.text ?? "?" }
            return "\(activity.leadID): \(values[0]) > \(values[1])"
        }
    }

    @Test func aNewPersonWithAMarkedAddressIsUnsubscribedWhateverIsSaid() async throws {
        try await withStore { store in
            let first = try await create(store, Self.person("x@e.example", true))
            let more = try await create(store, Self.person("X@e.example"), Self.person("x@E.example", false))
            #expect(try statuses(store, more) == [Self.yes, Self.yes])
            _ = try await store.write { try $0.deleteLeads(first + more, origin: .api) }
            let again = try await create(store, Self.person("x@e.example", false))
            #expect(try statuses(store, again) == [Self.yes], "deleting and creating again does not help")
            #expect(try changes(store) == [], "initial values are no changes")
            let bulk = try await store.write { writer in
                try writer.createLeads(
                    [Self.person("b@e.example"), Self.person("B@e.example", true), Self.person("c@e.example")],
                    origin: .listImport)
            }
            #expect(try statuses(store, bulk) == [Self.yes, Self.yes, .null])
        }
    }

    @Test func whoUnsubscribesTakesEverybodyWithTheAddressAlong() async throws {
        try await withStore { store in
            let people = try await create(
                store, Self.person("x@e.example"), Self.person("X@E.example", false), Self.person("y@e.example"))
            try await update(store, people[0], Self.person(nil, true))
            #expect(try statuses(store, people) == [Self.yes, Self.yes, .null])
            #expect(try changes(store) == ["1:  > true", "2: false > true"])
            try await update(store, people[1], Self.person(nil, false))
            #expect(try statuses(store, people) == [Self.no, Self.no, .null])
            #expect(try changes(store).suffix(2) == ["2: true > false", "1: true > false"])
            let later = try await create(store, Self.person("x@e.example"))
            #expect(try statuses(store, later) == [.null], "the mark is cleared")
        }
    }

    @Test func aCreatedPersonWhoHasUnsubscribedTakesTheOthersAlong() async throws {
        try await withStore { store in
            let people = try await create(store, Self.person("x@e.example"), Self.person("x@e.example", true))
            #expect(try statuses(store, people) == [Self.yes, Self.yes])
            #expect(try changes(store) == ["1:  > true"])
        }
    }

    struct Move: Sendable {
        let why: String
        let before: [LeadField: FieldValue]
        let write: [LeadField: FieldValue]
        let status: FieldValue
        let marksNew: Bool
    }
    static let moves = [
        Move(
            why: "to a marked one", before: person("a@e.example"), write: person("out@e.example"), status: yes,
            marksNew: true),
        Move(
            why: "to a marked one, said to be subscribed", before: person("a@e.example"),
            write: person("OUT@e.example", false), status: yes, marksNew: true),
        Move(
            why: "from a marked one", before: person("a@e.example", true), write: person("b@e.example"), status: no,
            marksNew: false),
        Move(
            why: "from a marked one, unsubscribed again", before: person("a@e.example", true),
            write: person("b@e.example", true), status: yes, marksNew: true),
        Move(
            why: "between clean ones", before: person("a@e.example", false), write: person("b@e.example"), status: no,
            marksNew: false),
        Move(
            why: "in its letters' case only", before: person("a@e.example", true), write: person("A@e.example"),
            status: yes, marksNew: true),
        Move(
            why: "from none, unsubscribed", before: person(nil, true), write: person("b@e.example"), status: yes,
            marksNew: true),
        Move(
            why: "to none", before: person("a@e.example", true), write: [.email: .null], status: yes, marksNew: false),
    ]

    @Test(arguments: moves.map(\.why))
    func theStatusFollowsTheAddressThatChanges(why: String) async throws {
        let move = try #require(Self.moves.first { $0.why == why })
        try await withStore { store in
            let people = try await create(store, Self.person("out@e.example", true), move.before)
            try await update(store, people[1], move.write)
            #expect(try statuses(store, [people[1]]) == [move.status])
            guard case .text(let address)? = move.write[.email] else { return }
            let next = try await create(store, Self.person(address))
            #expect(try statuses(store, next) == [move.marksNew ? Self.yes : .null])
        }
    }

    @Test func theAddressThatIsLeftKeepsItsMark() async throws {
        try await withStore { store in
            let people = try await create(store, Self.person("a@e.example", true), Self.person("a@e.example"))
            try await update(store, people[0], Self.person("b@e.example"))
            #expect(try statuses(store, people) == [Self.no, Self.yes])
        }
    }

    @Test func severalWritesOfOneCallFollowOneAnother() async throws {
        try await withStore { store in
            let people = try await create(store, Self.person("a@e.example"), Self.person("a@e.example"), [:])
            _ = try await store.write { writer in
                try writer.updateLeads(
                    [
                        (people[0], Self.person(nil, true)), (people[2], Self.person("A@e.example")),
                        (people[1], Self.person(nil, false)), (people[2], Self.person("b@e.example", true)),
                    ], origin: .api)
            }
            #expect(try statuses(store, people) == [Self.no, Self.no, Self.yes])
            #expect(
                try changes(store) == [
                    "1:  > true", "2:  > true", "3:  > true", "2: true > false", "1: true > false", "3: true > false",
                    "3: false > true",
                ])
        }
    }

    @Test func whatFollowsHasTheCauseOfTheChangeAndCountsForTriggers() async throws {
        try await withStore { store in
            let people = try await create(store, Self.person("a@e.example"), Self.person("a@e.example"))
            try await store.write { writer in
                writer.catalogs.listenedTypes = [ActivityType.changeDataValue.id]
                var cause = ChangeOrigin(
                    source: "S", reason: "R", campaign: 7,
                    causes: EventCauses([people[0]: EventCause(depth: 3, chainID: 5)]),
                    contextID: 9)
                try writer.setField(.unsubscribed, [(people[0], .null, Self.yes)], origin: cause)
                cause.causes = EventCauses([people[1]: EventCause(depth: 4, chainID: 6)])
                try writer.setField(.email, [(people[1], .text("a@e.example"), .text("b@e.example"))], origin: cause)
            }
            let events = try store.read { try $0.pendingEvents(limit: 9) }
            #expect(events.map(\.leadID) == [people[1], people[1]])
            #expect(events.map(\.cause) == [EventCause(depth: 3, chainID: 5), EventCause(depth: 4, chainID: 6)])
            #expect(events.map(\.contextID) == [9, 9])
            let log = try store.read { try $0.activities(events.map(\.activityID)) }.map(\.content)
            #expect(log.allSatisfy { $0.attributes["Source"] == "S" && $0.attributes["Reason"] == "R" })
            #expect(log.allSatisfy { $0.campaignID == 7 })
            #expect(try changes(store) == ["2:  > true", "2: true > false"])
            #expect(try statuses(store, people) == [Self.yes, Self.no])
        }
    }

    @Test func aMergeThatFillsTheStatusOrTheAddressMarks() async throws {
        try await withStore { store in
            let people = try await create(
                store, Self.person("w@e.example"), Self.person(nil, true), Self.person("w@e.example"),
                [:], Self.person("out@e.example", true))
            _ = try await store.write { try $0.mergeLeads([people[1]], into: people[0], origin: .merge) }
            #expect(try statuses(store, [people[0], people[2]]) == [Self.yes, Self.yes])
            _ = try await store.write { try $0.mergeLeads([people[4]], into: people[3], origin: .merge) }
            #expect(try statuses(store, [people[3]]) == [Self.yes])
            #expect(try changes(store) == ["1:  > true", "3:  > true", "4:  > true"])
        }
    }

    @Test func nothingHappensToPeopleWhoAreMergedAway() async throws {
        try await withStore { store in
            let people = try await create(
                store, Self.person("w@e.example"), Self.person(nil, true), Self.person("w@e.example"))
            _ = try await store.write { try $0.mergeLeads([people[1], people[2]], into: people[0], origin: .merge) }
            #expect(try changes(store) == ["1:  > true"])
        }
    }

    @Test func aWriteNeedsAsManyStatementsForManyPeopleAsForOne() async throws {
        try await withStore { store in
            _ = try await create(store, Self.person("z@e.example", true))
            var counts: [[Int]] = []
            for (first, size) in [(0, 4), (1_000, 400)] {
                let range = first..<first + size
                let ids = Recorder<LeadID>()
                let creating = try await store.statements { writer in
                    for id in try writer.createLeads(
                        range.map { Self.person("p\($0)@e.example", $0 % 2 == 1) }, origin: .api)
                    { ids.add(id) }
                }
                let updating = try await store.statements { writer in
                    try writer.updateLeads(
                        ids.values.map { ($0, Self.person("q\($0)@e.example", $0.rawValue % 2 == 0)) }, origin: .api)
                }
                let setting = try await store.statements { writer in
                    try writer.setField(
                        .unsubscribed, ids.values.map { ($0, Self.no, Self.yes) }, origin: .api)
                }
                counts.append([creating.count, updating.count, setting.count])
            }
            #expect(counts[0] == counts[1])
        }
    }

    @Test func aWriteOfOtherFieldsAsksNothingAboutAddresses() async throws {
        try await withStore { store in
            let people = try await create(store, Self.person("a@e.example", true))
            let statements = try await store.statements { writer in
                try writer.updateLead(people[0], [.city: .text("Ulm")], origin: .api)
                try writer.setField(.city, [(people[0], .text("Ulm"), .text("Bonn"))], origin: .api)
                _ = try writer.createLead([.city: .text("Ulm")], origin: .api)
            }
            #expect(!statements.contains { $0.contains("unsubscribed") })
        }
    }
}
