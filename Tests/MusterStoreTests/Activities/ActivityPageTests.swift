import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct ActivityPageTests {
    private static let visit = ActivityType.visitWebpage.id
    private static let start = TestClock.usualNow

    /// `count` visits a second apart, of leads 1 to 5 in turn and pages 1 to 3 in turn.
    private func append(_ count: Int, _ store: Store) async throws {
        try await store.write { writer in
            let visits = (0..<Int64(count)).map { index -> NewActivity in
                .visit(LeadID(index % 5 + 1), at: Self.start.adding(seconds: index), page: index % 3 + 1)
            }
            try writer.append(visits)
        }
    }

    /// Follows the bookmarks to the end; the ids in the order they came, and the number of pages.
    private func everything(
        _ store: Store, since: Instant? = nil, leads: [LeadID]? = nil, list: StaticListID? = nil, pages: [Int64]? = nil,
        limit: Int
    ) throws -> (ids: [Int64], pages: Int) {
        var ids: [Int64] = []
        var after: ActivityID = 0
        var count = 0
        while true {
            let page = try store.read { reader in
                try reader.activities(
                    after: after, since: since, types: [Self.visit], leads: leads, list: list, primaryIDs: pages,
                    limit: limit)
            }
            count += 1
            #expect(page.rows.count <= limit)
            ids += page.rows.map(\.id.rawValue)
            after = page.lastScanned
            if !page.hasMore { return (ids, count) }
        }
    }

    @Test(arguments: [1, 7, 300])
    func pagesNeitherSkipNorRepeat(limit: Int) async throws {
        try await withStore { store in
            try await append(100, store)
            #expect(try everything(store, limit: limit).ids == Array(1...100))
            #expect(
                try everything(store, leads: [2, 4], limit: limit).ids
                    == (1...100).filter { $0 % 5 == 2 || $0 % 5 == 4 })
            #expect(try everything(store, pages: [2], limit: limit).ids == (1...100).filter { $0 % 3 == 2 })
            try await store.write { _ = try $0.addMembers([1], to: 9, listName: "L", origin: .api) }
            #expect(try everything(store, list: 9, limit: limit).ids == (1...100).filter { $0 % 5 == 1 })
        }
    }

    @Test func sinceBeginsWithItsMoment() async throws {
        try await withStore { store in
            try await append(1000, store)
            for second in [0, 1, 59, 60, 61, 500, 999] as [Int64] {
                let since = Self.start.adding(seconds: second)
                #expect(try everything(store, since: since, limit: 300).ids == Array(second + 1...1000))
            }
            #expect(try everything(store, since: Self.start.adding(seconds: 1000), limit: 300).ids == [])
            #expect(try everything(store, since: Self.start.adding(seconds: -1), limit: 300).ids.count == 1000)
        }
    }

    @Test func anImportOfThePastHidesNothing() async throws {
        try await withStore { store in
            try await append(200, store)
            try await store.write { writer in
                try writer.append([.visit(1, at: Self.start.adding(seconds: -9_000)), .visit(1, at: Self.start)])
            }
            // Later than everything so far, then earlier again.
            try await append(300, store)
            #expect(
                try everything(store, since: Self.start.adding(seconds: 199), limit: 50).ids == [200] + Array(402...502)
            )
        }
    }

    @Test func activitiesFromTheFutureLeaveTheTimeMarksOfOthersAlone() async throws {
        let clock = TestClock()
        try await withStore(clock: clock) { store in
            let ahead = Self.start.adding(seconds: 6 * 365 * 86_400)
            try await store.write {
                try $0.append([.visit(1, at: Self.start), .visit(1, at: ahead), .visit(2, at: ahead)])
            }
            for _ in 0..<10 {
                clock.advance(by: RelativePeriod(1, .day))
                try await store.write { writer in
                    try writer.append([.visit(1, at: writer.now), .visit(3, at: writer.now.adding(seconds: 50))])
                }
            }
            let day8 = Self.start.adding(seconds: 8 * 86_400)
            let first = try store.read { try $0.firstActivityID(since: day8) }
            #expect(first == 16, "the marks have gone on")
            let listed = try store.read { try $0.activitiesAhead(since: day8, after: 0, through: 15, limit: 9) }
            #expect(listed == [2, 3])
            for limit in [1, 2, 3, 300] {
                #expect(try everything(store, since: day8, limit: limit).ids == [2, 3] + Array(18...23))
                #expect(try everything(store, since: day8, leads: [1], limit: limit).ids == [2, 18, 20, 22])
                #expect(try everything(store, since: ahead.adding(seconds: 1), limit: limit).ids == [])
                #expect(try everything(store, since: ahead, limit: limit).ids == [2, 3])
            }
        }
    }

    @Test func aPageMayBeEmptyAlthoughThereIsMore() async throws {
        try await withStore { store in
            try await store.write { writer in
                let other = NewActivity(lead: 1, type: ActivityType.clickEmail.id, at: Self.start)
                try writer.append(Array(repeating: other, count: 20_500))
                try writer.append([.visit(1)])
            }
            let first = try store.read { try $0.activities(after: 0, since: nil, types: [Self.visit], limit: 10) }
            #expect(first.rows.isEmpty)
            #expect(first.hasMore)
            #expect(try everything(store, limit: 10).ids == [20_501])
        }
    }

    @Test func theLastBookmarkFindsWhatComesLater() async throws {
        try await withStore { store in
            try await append(3, store)
            let last = try store.read { try $0.activities(after: 0, since: nil, types: [Self.visit], limit: 10) }
            #expect(!last.hasMore)
            try await append(1, store)
            let next = try store.read {
                try $0.activities(after: last.lastScanned, since: nil, types: [Self.visit], limit: 10)
            }
            #expect(next.rows.map(\.id) == [4])
        }
    }
}
