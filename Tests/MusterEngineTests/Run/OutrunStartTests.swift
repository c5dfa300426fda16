import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterAudience
@testable import MusterEngine

/// Batch runs that commits have outrun before or while people enter them.
@Suite struct OutrunStartTests {
    @Test("a start that was held back catches up with many commits beside the writer, then goes on")
    func heldBack() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            let prepared = try await story.evaluateStart(of: campaign)
            for index in 7..<20 {
                try await story.change(people[index], .country, to: .text("France"))
                try await story.change(people[index], .city, to: .text("Ulm"))
                try await story.change(people[index], .country, to: .text(index % 2 == 0 ? "Germany" : "Spain"))
            }
            let position = story.store.position.commit
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).proceed(prepared) }
            guard case .behind = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(story.store.position.commit == position)
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people) == [0, 1, 2, 4, 5, 6, 8, 10, 12, 14, 16, 18])
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 12, completed: 12))
        }
    }

    @Test("a start that commits have outrun before it began catches up as well, and counts everybody for the limit")
    func outrunBeforeItBegan() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.scheduleStart(for: Array(repeating: "France", count: 20)) {
                $0.maxMembers = 20
            }
            let prepared = try await story.evaluateStart(of: campaign)
            for person in people { try await story.change(person, .country, to: .text("Germany")) }
            let position = story.store.position.commit
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).begin(prepared) }
            guard case .behind = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(story.store.position.commit == position)
            var current = prepared
            current.selection = try await story.engine.audience.catchUp(prepared.selection)
            let next = try await story.store.write { [current] in try BatchRunStart(writer: $0, chunk: 3).begin(current)
            }
            guard case .started(qualified: 20, rest: .some) = next else {
                Issue.record("\(next)")
                return
            }
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 20, completed: 20))
        }
    }

    @Test("a start whose commits are not kept any more evaluates the rest again beside the writer, and goes on")
    func prunedDuringTheStart() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            try await story.change(people[8], .country, to: .text("France"))
            try await story.change(people[11], .country, to: .text("Germany"))
            try await story.store.write { _ = try $0.rows.execute("DELETE FROM change_log", []) }
            let entered = Recorder<Int>()
            story.store.changes.listen { changes in
                let count = changes.campaignEntries.values.reduce(0) { $0 + $1.count }
                if count > 0 { entered.add(count) }
            }
            try await story.engine.runUntilIdle()
            #expect(entered.values == [3, 3, 3])
            #expect(try story.scored(people) == [0, 1, 2, 4, 5, 6, 9, 10, 11, 12, 13, 14, 16, 17, 18])
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 15, completed: 15))
        }
    }
}
