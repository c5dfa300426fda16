import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct ChangeLogTests {
    private static let origin = ChangeOrigin(source: "Test")

    @Test func everyTransactionThatChangesSomethingGetsTheNextNumber() async throws {
        try await withStore { store in
            let begin = store.position.commit
            let commits = Recorder<CommitNumber>()
            store.changes.listen { commits.add($0.commit) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 { group.addTask { try await store.write { _ = try $0.append([.visit(1)]) } } }
                try await group.waitForAll()
            }
            #expect(commits.values.map(\.rawValue) == Array(begin.rawValue + 1...begin.rawValue + 50))
            #expect(store.position.commit.rawValue == begin.rawValue + 50)
            #expect(try store.read { $0.position } == store.position)
        }
    }

    @Test func aTransactionThatChangesNothingOrFailsTakesNoNumber() async throws {
        struct Refused: Error {}
        try await withStore { store async throws in
            let begin = store.position
            try await store.write { try $0.setSimulatedNow($0.now) }
            await #expect(throws: Refused.self) {
                try await store.write { writer in
                    try writer.append([.visit(1)])
                    throw Refused()
                }
            }
            #expect(store.position == begin)
            #expect(try store.read { try $0.changes(after: begin.commit, limit: 10) }?.count == 0)
        }
    }

    @Test func whatWasStoredIsReadBackAsItWasPublished() async throws {
        try await withStore { store in
            let published = Recorder<ChangeSet>()
            store.changes.listen { published.add($0) }
            let begin = store.position.commit
            let leads = try await store.write { writer in
                try writer.createLeads(
                    (1...300).map { [.email: .text("p\($0)@example.com")] }, origin: Self.origin)
            }
            let list = try await store.write { writer in
                let list = try writer.createStaticList(
                    name: "L", description: nil, folder: .folder(SystemFolder.all[0].id))
                _ = try writer.addMembers(leads, to: list.id, listName: "L", origin: Self.origin)
                return list.id
            }
            try await store.write { writer in
                _ = try writer.removeMembers([leads[3]], from: list, listName: "L", origin: Self.origin)
                try writer.updateLead(leads[5], [.city: .text("Bonn"), .firstName: .text("Ada")], origin: Self.origin)
                _ = try writer.mergeLeads([leads[7], leads[8]], into: leads[6], origin: Self.origin)
                _ = try writer.deleteLeads([leads[9]], origin: Self.origin)
            }
            let stored = try #require(try store.read { try $0.changes(after: begin, limit: 100) })
            #expect(stored.map(\.commit) == published.values.map(\.commit))
            for (stored, published) in zip(stored, published.values) {
                #expect(stored.leads == published.leads)
                #expect(stored.listMembers == published.listMembers)
                #expect(stored.activities == published.activities)
                #expect(stored.assets == published.assets)
                #expect(stored.catalogs == published.catalogs)
                #expect(stored.engineWork == published.engineWork)
            }
            let last = try #require(stored.last)
            #expect(last.listMembers == [list: .init(joined: [], left: [leads[3]])])
            #expect(last.leads.set[LeadField.city.id] == [leads[5]])
            #expect(last.leads.set[LeadField.fullName.id] == [leads[5]])
            #expect(last.leads.merged == [.init(losers: [leads[7], leads[8]], winner: leads[6])])
            #expect(last.leads.deleted == [leads[9]])
            #expect(stored[0].leads.created == leads)
        }
    }

    @Test func listenersAreHandedTheWrittenValues() async throws {
        try await withStore { store in
            let published = Recorder<ChangeSet>()
            store.changes.listen { published.add($0) }
            let lead = try await store.write { try $0.createLead([.city: .text("Bonn")], origin: Self.origin) }
            try await store.write { try $0.updateLead(lead, [.city: .text("Köln")], origin: Self.origin) }
            let (created, updated) = (published.values[0], published.values[1])
            #expect(created.values.created == [[.city: .text("Bonn")]])
            #expect(created.values.activities.map(\.typeID) == [ActivityType.newLead.id])
            #expect(updated.values.set[LeadField.city.id] == [.text("Köln")])
        }
    }

    @Test func aReaderWhoRegisteredMissesNothingAndOneWhoDidNotIsToldSo() async throws {
        try await withStore { store in
            let begin = store.position.commit
            func commit(_ count: Int64) async throws {
                try await store.write { writer in
                    try writer.rows.execute("UPDATE commit_position SET last = last + ?", [.int(count)])
                }
                for _ in 0..<256 { try await store.write { _ = try $0.append([.visit(1)]) } }
            }
            try await store.write { try $0.setChangeReader("index", at: begin) }
            for _ in 0..<3 { try await store.write { _ = try $0.append([.visit(1)]) } }
            try await commit(StoreWriter.keptCommits)
            #expect(try store.read { try $0.changes(after: begin, limit: 3) }?.count == 3)

            try await store.write { try $0.endChangeReader("index") }
            try await commit(StoreWriter.keptCommits)
            #expect(try store.read { try $0.changes(after: begin, limit: 3) == nil })
        }
    }

    @Test(
        arguments: [
            [], [7], [1, 2, 3], [5, 3, 4], [10, 10], [-4, 9_000_000_000_000, 2], [1001, 1002, 1, 1003],
        ] as [[Int64]])
    func idsSurviveTheirCompactText(ids: [Int64]) {
        #expect(ids.isEmpty || IDText.decode(IDText.encode(ids)) == ids)
    }

    @Test func idsThatFollowOneAnotherTakeNoRoom() {
        #expect(IDText.encode(Array(1001...3000)) == "1001+1999")
        #expect(IDText.encode([1001, 1003, 1004]) == "1001,2+1")
    }

    @Test(arguments: ["", "a", "1+", "1+2+3", "1,,2", "+5", "1+-3"]) func damagedIDsAreNoIDs(text: String) {
        #expect(IDText.decode(text) == nil)
    }
}
