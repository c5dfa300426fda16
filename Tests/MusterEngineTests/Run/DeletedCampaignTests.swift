import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterEngine
@testable import MusterStore

/// Campaigns that are deleted while people are in their flows.
@Suite struct DeletedCampaignTests {
    private static let waitAndScore =
        #"{"flow":[{"Wait":"1 day"},{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#

    private static func delete(_ campaign: SmartCampaignID, _ story: EngineFixture) async throws {
        try await story.store.write { writer in
            try writer.deleteSmartCampaign(try #require(try writer.reader.smartCampaign(campaign)))
        }
    }

    /// Rows that a campaign has in the tables that grow with its people.
    private static func rows(of campaign: SmartCampaignID, _ story: EngineFixture) throws -> [Int64] {
        let ofRuns = "run_id IN (SELECT id FROM campaign_run WHERE campaign_id = ?)"
        return try story.store.read { reader in
            try [
                ("flow_entry", "campaign_id = ?"), ("campaign_member", "campaign_id = ?"),
                ("chain_cut", "campaign_id = ?"), ("flow_outcome", ofRuns),
            ].map { table, condition in
                try #require(
                    try reader.connection.first(
                        "SELECT count(*) FROM \(table) WHERE \(condition)", [.id(campaign)]
                    ) { $0.int(0) })
            }
        }
    }

    @Test("people of a deleted campaign take no further step, and leave its flow a chunk at a time")
    func chunks() async throws {
        try await EngineFixture.run(chunk: 3) { story in
            let campaign = try await story.campaign(
                "Moves", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#, flow: Self.waitAndScore)
            try await story.engine.commands.activate(campaign)
            let people = try await story.leads(10) { _ in [:] }
            for person in people { try await story.change(person, .city, to: .text("Bonn")) }
            try await story.engine.runUntilIdle()
            try await story.engine.commands.deactivate(campaign)
            let run = try story.newestRun(of: campaign).run.id
            #expect(try Self.rows(of: campaign, story) == [10, 10, 0, 0])

            try await Self.delete(campaign, story)
            #expect(try Self.rows(of: campaign, story) == [10, 10, 0, 0], "nobody waits for those")
            // Their wait is over before anybody has taken them out.
            story.clock.move(to: EngineFixture.start.adding(seconds: 2 * 86_400))
            var left = [10, 10, 0, 0].map { Int64($0) }
            while try story.store.read({ try $0.run(run) })?.isMoving == true {
                _ = try await story.engine.pass()
                let now = try Self.rows(of: campaign, story)
                // The lanes of the run and of the queue take out a chunk each.
                #expect(zip(left, now).allSatisfy { $0 - $1 <= 6 })
                left = now
            }
            #expect(left == [0, 0, 0, 0])
            let record = try #require(try story.store.read { try $0.run(run) })
            #expect(record.run.state == .aborted && record.run.failure == "the campaign was deleted")
            #expect(record.counters == RunCounters(qualified: 10, removed: 10))
            for person in people { #expect(try story.value(person, .leadScore) == .null) }
            #expect(try story.engine.isIdle())
        }
    }

    @Test("what is known of the people of a deleted campaign goes, also when its runs are over, and starts go on")
    func over() async throws {
        try await EngineFixture.run(chunk: 3) {
            $0.batchConcurrency = 1
        } _: { story in
            let people = try await story.leads(10) { _ in [.country: .text("Germany")] }
            let campaign = try await story.campaign(
                "Score", rules: BatchRunTests.germans, flow: BatchRunTests.scoreFlow)
            let other = try await story.campaign("Other", rules: BatchRunTests.germans, flow: BatchRunTests.scoreFlow)
            try await story.runNow(campaign)
            let run = try story.newestRun(of: campaign)
            try await story.store.write { writer in
                try writer.record(
                    people.map {
                        FlowOutcome(run: run.run.id, lead: $0, entry: nil, step: nil, kind: .skipped, reason: "test")
                    })
            }
            #expect(try Self.rows(of: campaign, story) == [0, 10, 0, 10])
            try await Self.delete(campaign, story)
            #expect(try Self.rows(of: campaign, story) == [0, 10, 0, 10])
            #expect(try !story.engine.isIdle())
            try await story.engine.commands.schedule(other, origin: .command, floorSeconds: 0)
            while try story.newestRun(of: other).run.state == .scheduled { _ = try await story.engine.pass() }
            #expect(
                try Self.rows(of: campaign, story).contains { $0 > 0 }, "people who leave keep no run from starting")
            try await story.engine.runUntilIdle()
            #expect(try Self.rows(of: campaign, story) == [0, 0, 0, 0])
            #expect(try Self.rows(of: other, story) == [0, 10, 0, 0])
            let after = try #require(try story.store.read { try $0.run(run.run.id) })
            #expect(after.run.state == .finished && after.counters == run.counters && !after.isMoving)
        }
    }
}
