import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

/// The one pending run of a campaign that documents own.
@Suite struct ApplierScheduleTests {
    private static func document(_ schedule: String?) -> String {
        """
        timeZone: Europe/Berlin
        staticLists: [Done]
        campaigns:
          - name: Once
            filters: [{Email Address: {is not empty: true}}]
            flow: [{Add to List: Done}]
        """ + (schedule.map { "\n    schedule: \($0)" } ?? "")
    }

    /// The campaign's runs, oldest first, such as `scheduled 2026-03-02T11:00:00Z`.
    private static func runs(_ fixture: InstanceFixture) throws -> [String] {
        try fixture.store.read { reader in
            let campaign = try #require(try reader.smartCampaign(named: "Once"))
            return try reader.runs(of: campaign.id).reversed().map { "\($0.run.state.rawValue) \($0.run.scheduledAt)" }
        }
    }

    @Test func oneRunForOneDateHoweverOftenItIsApplied() async throws {
        try await InstanceFixture.run { fixture in
            let document = Self.document("2026-03-02 12:00")
            for _ in 0..<2 { try await fixture.apply(document) }
            #expect(try Self.runs(fixture) == ["scheduled 2026-03-02T11:00:00Z"])
            try await fixture.instance.clockCommands.move(.advance(RelativePeriod(1, .day)))
            #expect(try await fixture.apply(document).assets(.updated).isEmpty)
            #expect(try Self.runs(fixture) == ["finished 2026-03-02T11:00:00Z"])
        }
    }

    @Test("another date moves the run, and no date leaves it")
    func moves() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document("2026-03-05 12:00"))
            #expect(try await fixture.apply(Self.document("2026-03-03 12:00")).assets(.updated).count == 1)
            #expect(try Self.runs(fixture) == ["scheduled 2026-03-03T11:00:00Z"])
            #expect(try await fixture.apply(Self.document(nil)).assets(.updated).isEmpty)
            #expect(try Self.runs(fixture) == ["scheduled 2026-03-03T11:00:00Z"])
            try await fixture.instance.clockCommands.move(.advance(RelativePeriod(3, .day)))
            #expect(try Self.runs(fixture) == ["finished 2026-03-03T11:00:00Z"])
            // A later date after that is another run.
            try await fixture.apply(Self.document("2026-03-09 12:00"))
            #expect(try Self.runs(fixture) == ["finished 2026-03-03T11:00:00Z", "scheduled 2026-03-09T11:00:00Z"])
            // The date of the one that is over describes none that is pending.
            try await fixture.apply(Self.document("2026-03-03 12:00"))
            #expect(try Self.runs(fixture) == ["finished 2026-03-03T11:00:00Z", "cancelled 2026-03-09T11:00:00Z"])
        }
    }

    @Test("none, and no value, cancel it, and a date plans it again", arguments: ["none", "null", "~", ""])
    func cancels(nothing: String) async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document("2026-03-05 12:00"))
            #expect(try await fixture.apply(Self.document(nothing)).assets(.updated).count == 1)
            #expect(try Self.runs(fixture) == ["cancelled 2026-03-05T11:00:00Z"])
            #expect(try await fixture.apply(Self.document(nothing)).assets(.updated).isEmpty)
            try await fixture.apply(Self.document("2026-03-05 12:00"))
            #expect(try Self.runs(fixture) == ["cancelled 2026-03-05T11:00:00Z", "scheduled 2026-03-05T11:00:00Z"])
        }
    }

    @Test func whatClientsScheduledStays() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document("2026-03-05 12:00"))
            let campaign = try fixture.store.read { try #require(try $0.smartCampaign(named: "Once")).id }
            try await fixture.instance.engine.commands.schedule(campaign, runAt: Instant(text: "2026-03-06T11:00:00Z"))
            try await fixture.apply(Self.document("2026-03-07 12:00"))
            #expect(try Self.runs(fixture) == ["scheduled 2026-03-07T11:00:00Z", "scheduled 2026-03-06T11:00:00Z"])
            try await fixture.apply(Self.document("none"))
            #expect(try Self.runs(fixture) == ["cancelled 2026-03-07T11:00:00Z", "scheduled 2026-03-06T11:00:00Z"])
        }
    }

    @Test("of several pending runs the one at the date stays, and the others are cancelled")
    func several() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document("2026-03-05 12:00"))
            _ = try await fixture.store.write { writer in
                let campaign = try #require(try writer.reader.smartCampaign(named: "Once")).id
                try CampaignCommands.schedule(
                    campaign, runAt: Instant(text: "2026-03-07T11:00:00Z"), origin: .command, floorSeconds: 0,
                    writer: writer)
            }
            try await fixture.apply(Self.document("2026-03-07 12:00"))
            #expect(try Self.runs(fixture) == ["cancelled 2026-03-05T11:00:00Z", "scheduled 2026-03-07T11:00:00Z"])
        }
    }

    @Test("a pending run is not moved into the past, or to what the campaign could not do")
    func refusals() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document("2026-03-05 12:00"))
            for (schedule, problem) in [
                (
                    "2026-01-05 12:00",
                    "campaigns[0].schedule: '2026-01-05T11:00:00Z' is in the past, and no run was planned for it; give a later date-time, or none"
                ),
                ("2029-01-05 12:00", "campaigns[0].schedule: the date is more than two years ahead"),
            ] {
                let error = await #expect(throws: RuleError.self) { try await fixture.apply(Self.document(schedule)) }
                #expect(error?.diagnostics.map(\.description) == [problem])
            }
            #expect(try Self.runs(fixture) == ["scheduled 2026-03-05T11:00:00Z"])
        }
    }

    @Test("a date that has passed is told when no run was planned for it, also when an earlier one is over")
    func passed() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document("2026-03-03 12:00"))
            try await fixture.instance.clockCommands.move(.advance(RelativePeriod(3, .day)))
            let error = await #expect(throws: RuleError.self) {
                try await fixture.apply(Self.document("2026-03-04 12:00"))
            }
            #expect(error?.diagnostics.first?.path == "campaigns[0].schedule")
            #expect(try Self.runs(fixture) == ["finished 2026-03-03T11:00:00Z"])
            // Of one that was cancelled, and whose date has passed, the document stays applicable.
            try await fixture.apply(Self.document("2026-03-06 12:00"))
            try await fixture.apply(Self.document("none"))
            try await fixture.instance.clockCommands.move(.advance(RelativePeriod(3, .day)))
            #expect(try await fixture.apply(Self.document("2026-03-06 12:00")).assets(.updated).isEmpty)
        }
    }
}
