import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct RunStartStoreTests {
    private func run(_ store: Store, named name: String = "Score") async throws -> CampaignRunID {
        try await store.write { writer in
            let campaign = try writer.createSmartCampaign(
                name: name, description: "", folder: .folder(SystemAssets.marketingActivities))
            return try writer.createRun(of: campaign.id, origin: .command, isTrigger: false, scheduledAt: writer.now)
        }
    }

    private func start(
        _ run: CampaignRunID, at commit: CommitNumber, _ rule: QualificationRule = .once
    ) -> RunStart {
        RunStart(
            run: run, enteredThrough: 7, lastLead: 12, judgedAt: commit, rules: RuleSet(match: .any),
            qualification: rule)
    }

    private func forgetOldChanges(_ store: Store) async throws {
        try await store.write { _ = try $0.rows.execute("UPDATE commit_position SET last = last + 20000", []) }
        for _ in 0..<256 { try await store.write { _ = try $0.append([.visit(1)]) } }
    }

    @Test(arguments: [QualificationRule.once, .any, .interval(3, .week)])
    func aStartIsReadBackAsItWasWritten(rule: QualificationRule) async throws {
        try await withStore { store in
            let run = try await run(store)
            var start = start(run, at: 5, rule)
            try await store.write { [start] in try $0.begin(start) }
            start.enteredThrough = 9
            start.judgedAt = 6
            try await store.write { [start] in try $0.move(start) }
            let read = try #require(try store.read { try $0.runStart(of: run) })
            #expect(read.run == run)
            #expect(read.enteredThrough == 9)
            #expect(read.lastLead == 12)
            #expect(read.judgedAt == 6)
            #expect(read.rules == start.rules)
            #expect(read.qualification == rule)
            #expect(try store.read { try $0.enteredThrough(run) } == 9)
            try await store.write { try $0.endStart(of: run) }
            #expect(try store.read { try $0.enteredThrough(run) } == nil)
        }
    }

    @Test(arguments: [false, true])
    func changesStayReadableForARunThatStartsAndForNoneThatIsOver(isOver: Bool) async throws {
        try await withStore { store in
            let run = try await run(store)
            let position = store.position.commit
            try await store.write { try $0.begin(start(run, at: position)) }
            if isOver { try await store.write { try $0.endRun(run, state: .cancelled) } }
            try await forgetOldChanges(store)
            #expect(try store.read { try $0.changes(after: position, limit: 1) == nil } == isOver)
        }
    }

    @Test func whoTakesBackThePlannedRunsOfACampaignEndsTheirStartsAndNoOthers() async throws {
        try await withStore { store in
            let (run, other) = (try await run(store), try await run(store, named: "Other"))
            try await store.write { writer in
                for id in [run, other] { try writer.begin(start(id, at: 5)) }
                let campaign = try #require(try writer.reader.run(run)).run.campaignID
                try writer.cancelScheduledRuns(of: campaign, origin: .recurrence)
            }
            #expect(try store.read { try $0.enteredThrough(run) } == 7)
            try await store.write { writer in
                let campaign = try #require(try writer.reader.run(run)).run.campaignID
                try writer.cancelScheduledRuns(of: campaign, origin: .command)
            }
            #expect(try store.read { try $0.run(run)?.run.state } == .cancelled)
            #expect(try store.read { try $0.enteredThrough(run) } == nil)
            #expect(try store.read { try $0.enteredThrough(other) } == 7)
        }
    }
}
