import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct PassageEndsTests {
    /// A campaign with a run that three people are in; returns the run.
    private func run(_ store: Store, isTrigger: Bool) async throws -> (run: CampaignRunID, campaign: SmartCampaign) {
        try await store.write { writer in
            let folder = FolderReference.folder(SystemAssets.marketingActivities)
            var campaign = try writer.createSmartCampaign(name: "Score", description: "", folder: folder)
            if isTrigger { try writer.setActive(campaign.id, true, listening: []) }
            campaign = try writer.reader.smartCampaign(campaign.id) ?? campaign
            let run = try writer.createRun(
                of: campaign.id, origin: .command, isTrigger: isTrigger, scheduledAt: writer.now)
            if !isTrigger { try writer.startRun(run, front: RunFront(version: 0, position: 0), at: writer.now) }
            let people = try writer.createLeads(Array(repeating: [:], count: 3), origin: .api)
            try writer.enter(people.map { NewFlowEntry(lead: $0) }, run: run, campaign: campaign.id)
            return (run, campaign)
        }
    }

    private func record(_ run: CampaignRunID, _ store: Store) throws -> RunRecord {
        try #require(try store.read { try $0.run(run) })
    }

    @Test("a batch run ends in the transaction in which its last person leaves, once its front is through")
    func batch() async throws {
        try await withStore { store in
            let (run, _) = try await run(store, isTrigger: false)
            try await store.write { try $0.endPassages([1, 2, 3], of: run, as: .completed) }
            #expect(try record(run, store).run.state == .running, "its front may still bring people")
            let ended = try await store.write { writer in
                try writer.stopMoving(run)
                return writer.endedRuns
            }
            #expect(ended == [run])
            #expect(try record(run, store).run.state == .finished)
            #expect(try store.read { try $0.movingRuns() }.isEmpty)
        }
    }

    @Test("people who are deleted or taken out count as removed, and the counts add up")
    func counts() async throws {
        try await withStore { store in
            let (run, campaign) = try await run(store, isTrigger: false)
            try await store.write { writer in
                try writer.stopMoving(run)
                try writer.deleteLeads([1], origin: .api)
                try writer.removeFromFlow([2], of: campaign.id, because: "taken out")
            }
            #expect(try record(run, store).counters == RunCounters(qualified: 3, removed: 2))
            #expect(try record(run, store).run.state == .running)
            let removed = try store.read { try $0.outcomes(of: run, .removed, limit: 9) }
            #expect(removed.map(\.outcome.lead) == [1, 2])
            #expect(removed.map(\.outcome.reason) == ["deleted", "taken out"])
            try await store.write { try $0.endPassages([3], of: run, as: .completed) }
            #expect(try record(run, store).counters == RunCounters(qualified: 3, completed: 1, removed: 2))
            #expect(try record(run, store).run.state == .finished)
        }
    }

    @Test("a trigger run goes on empty while its campaign is active, and ends with its deactivation")
    func trigger() async throws {
        try await withStore { store in
            let (run, campaign) = try await run(store, isTrigger: true)
            try await store.write { try $0.endPassages([1, 2, 3], of: run, as: .completed) }
            #expect(try record(run, store).run.state == .running)
            try await store.write { writer in
                try writer.setActive(campaign.id, false, listening: [])
                try writer.finishEmptyRuns(of: campaign.id)
            }
            #expect(try record(run, store).run.state == .finished)
        }
    }
}
