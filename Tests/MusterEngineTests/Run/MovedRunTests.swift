import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterEngine

/// Runs that are moved to another time before they have started.
@Suite struct MovedRunTests {
    @Test("a run that is moved on while its list is evaluated begins at its new time")
    func laterDuringTheEvaluation() async throws {
        try await EngineFixture.run { story in
            let (people, campaign) = try await story.scheduleStart(for: ["Germany", "Germany"])
            let prepared = try await story.evaluateStart(of: campaign)
            let later = story.clock.now.adding(seconds: 3_600)
            let run = try story.newestRun(of: campaign).run.id
            try await story.store.write { try $0.reschedule(run, at: later) }
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).begin(prepared) }
            guard case .withdrawn = verdict else {
                Issue.record("\(verdict)")
                return
            }
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people).isEmpty)
            try await story.time.move(to: later)
            #expect(try story.scored(people) == [0, 1])
            #expect(try story.newestRun(of: campaign).run.startedAt == later)
        }
    }

    @Test("a run that is moved on does not begin with a moment before its new time, however late it is looked at")
    func earlierMoment() async throws {
        try await EngineFixture.run { story in
            let (people, campaign) = try await story.scheduleStart(for: ["Germany"])
            let prepared = try await story.evaluateStart(of: campaign)
            let later = story.clock.now.adding(seconds: 60)
            let run = try story.newestRun(of: campaign).run.id
            try await story.store.write { try $0.reschedule(run, at: later) }
            story.clock.move(to: later.adding(seconds: 60))
            let verdict = try await story.store.write { try BatchRunStart(writer: $0, chunk: 3).begin(prepared) }
            guard case .withdrawn = verdict else {
                Issue.record("\(verdict)")
                return
            }
            try await story.engine.runUntilIdle()
            #expect(try story.scored(people) == [0])
        }
    }

    @Test("commits are not kept any more for the start of a run that is moved")
    func keptCommits() async throws {
        try await EngineFixture.run { story in
            let (people, campaign) = try await story.scheduleStart(for: ["Germany", "Germany"])
            let prepared = try await story.evaluateStart(of: campaign)
            try await story.change(people[0], .country, to: .text("France"))
            let run = try story.newestRun(of: campaign).run.id
            try await story.store.write { writer in
                _ = try writer.rows.execute("DELETE FROM change_log", [])
                _ = try BatchRunStart(writer: writer, chunk: 3).begin(prepared)
            }
            #expect(try story.start(of: campaign) != nil, "they are kept for a search that commits outran")
            try await story.store.write { try $0.reschedule(run, at: story.clock.now.adding(seconds: 60)) }
            #expect(try story.start(of: campaign) == nil)
        }
    }

    @Test("the engine hears of a run that is moved, so that it looks when something falls due")
    func engineHears() async throws {
        try await EngineFixture.run { story in
            let (_, campaign) = try await story.scheduleStart(for: ["Germany"])
            let run = try story.newestRun(of: campaign).run.id
            let heard = Recorder<Bool>()
            story.store.changes.listen { heard.add($0.engineWork.contains(.runs)) }
            try await story.store.write { try $0.reschedule(run, at: story.clock.now.adding(seconds: 60)) }
            #expect(heard.values == [true])
        }
    }
}
