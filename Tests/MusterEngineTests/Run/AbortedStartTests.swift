import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterEngine

/// Runs that are aborted or taken back while people enter them.
@Suite struct AbortedStartTests {
    @Test("a run that is aborted while people enter takes nobody else in and lets everybody out")
    func aborted() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart { $0.qualification = .any }
            let run = try story.newestRun(of: campaign).run.id
            await #expect(throws: RunError.hasStarted(run)) {
                try await story.engine.commands.cancelRun(run, of: campaign)
            }
            try await story.engine.commands.abortRun(run, of: campaign)
            #expect(try story.start(of: campaign) == nil)
            #expect(try story.newestRun(of: campaign).run.state == .aborted)
            #expect(try !story.engine.isIdle(), "people have yet to leave")
            try await story.change(people[9], .city, to: .text("Ulm"))
            try await story.engine.runUntilIdle()
            try story.expectAborted(run, after: [0, 1, 2, 4, 5, 6].map { people[$0] })
            #expect(try story.scored(people).isEmpty)

            // Nothing of it is in the way of the next.
            try await story.runNow(campaign)
            let next = try story.newestRun(of: campaign)
            #expect(next.run.state == .finished && next.counters == RunCounters(qualified: 15, completed: 15))
            #expect(try story.scored(people) == (0..<20).filter { $0 % 4 != 3 })
        }
    }

    @Test("whoever was about to enter when the run was aborted does not")
    func abortedBeforeAnEntry() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.beginStart()
            let run = try story.newestRun(of: campaign)
            let prepared = try await story.evaluateStart(of: campaign)
            try await story.engine.commands.abortRun(run.run.id, of: campaign)
            let position = story.store.position.commit
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).proceed(prepared) }
            guard case .withdrawn = verdict else {
                Issue.record("\(verdict)")
                return
            }
            #expect(story.store.position.commit == position)
            try await story.engine.runUntilIdle()
            try story.expectAborted(run.run.id, after: [0, 1, 2, 4, 5, 6].map { people[$0] })
        }
    }

    @Test("a run is aborted that a killed process left while people entered, and the abort outlives one too")
    func abortedAfterDeath() async throws {
        let clock = SimulatedClock(now: EngineFixture.start)
        try await withTemporaryDatabase { database in
            var story = try await EngineFixture.open(database, clock: clock, chunk: 3)
            let (people, campaign) = try await story.beginStart()
            let run = try story.newestRun(of: campaign).run.id
            story = try await story.reopened(database, chunk: 3)
            try await story.engine.commands.abortRun(run, of: campaign)
            while try story.newestRun(of: campaign).counters.removed == 0 { _ = try await story.engine.pass() }
            #expect(try story.newestRun(of: campaign).counters == RunCounters(qualified: 6, removed: 3))
            story = try await story.reopened(database, chunk: 3)
            #expect(try !story.engine.isIdle())
            try await story.engine.runUntilIdle()
            try story.expectAborted(run, after: [0, 1, 2, 4, 5, 6].map { people[$0] })
            #expect(try story.scored(people).isEmpty)
            try await story.store.database.close()
        }
    }

    @Test("a run that is taken back while its list is evaluated takes nobody in and leaves nothing")
    func cancelledBeforeAnEntry() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let (people, campaign) = try await story.scheduleStart(for: Array(repeating: "Germany", count: 4))
            let record = try story.newestRun(of: campaign)
            let prepared = try await story.evaluateStart(of: campaign)
            // Commits have overtaken it, so that they are kept for it.
            try await story.store.write { try $0.begin(prepared.stored()) }
            try await story.engine.commands.cancelRun(record.run.id, of: campaign)
            #expect(try story.start(of: campaign) == nil)
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).begin(prepared) }
            guard case .withdrawn = verdict else {
                Issue.record("\(verdict)")
                return
            }
            try await story.engine.runUntilIdle()
            let run = try story.newestRun(of: campaign)
            #expect(run.run.state == .cancelled && run.counters == RunCounters() && !run.isMoving)
            #expect(try story.scored(people).isEmpty)
            #expect(try story.engine.isIdle())
        }
    }
}

extension EngineFixture {
    /// Over for good, with `people` taken out, and nobody working on it any more.
    fileprivate func expectAborted(_ id: CampaignRunID, after people: [LeadID]) throws {
        let (record, start, removed) = try store.read { reader in
            (
                try #require(try reader.run(id)), try reader.runStart(of: id),
                try reader.outcomes(of: id, .removed, limit: 99)
            )
        }
        #expect(record.run.state == .aborted && !record.isMoving)
        #expect(record.run.failure == "aborted by request")
        #expect(record.counters == RunCounters(qualified: people.count, removed: people.count))
        #expect(start == nil)
        #expect(removed.map(\.outcome.lead) == people)
        #expect(Set(removed.map(\.outcome.reason)) == ["the run was aborted"])
        #expect(engine.lanes.allSatisfy { $0.name != "run \(id)" && $0.activity == .idle })
        #expect(try engine.isIdle())
    }
}
