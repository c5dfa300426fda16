import Foundation
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterStore
import Testing

@Suite struct CampaignCommandsTests {
    static let batch = #"{"filters":[{"Country":"Germany"}]}"#
    static let requested = #"{"triggers":[{"Campaign is Requested":{"Source":"Web Service API"}}]}"#
    static let score = #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#
    static let nothing = #"{"flow":[]}"#

    @Test("activation checks, in this order, and leaves the campaign as it was")
    func activationRefused() async throws {
        try await EngineFixture.run { story in
            let batch = try await story.campaign("Batch", rules: Self.batch, flow: Self.score)
            await #expect(throws: CampaignError.hasNoTrigger) { try await story.engine.commands.activate(batch) }
            let empty = try await story.campaign("Empty", rules: Self.requested, flow: Self.nothing)
            await #expect(throws: CampaignError.hasNoFlowStep) { try await story.engine.commands.activate(empty) }
            await #expect(throws: CampaignError.notFound(999_999)) {
                try await story.engine.commands.activate(999_999)
            }
            let good = try await story.campaign("Good", rules: Self.requested, flow: Self.score)
            await #expect(throws: CampaignError.notActive) { try await story.engine.commands.deactivate(good) }
            try await story.engine.commands.activate(good)
            await #expect(throws: CampaignError.alreadyActive) { try await story.engine.commands.activate(good) }
            #expect(try story.store.read { try $0.smartCampaign(good)?.isActive } == true)
            #expect(try story.store.read { try $0.smartCampaign(batch)?.isActive } == false)
        }
    }

    struct Timing: Sendable {
        let minutesAhead: Int64?
        let runsAfterMinutes: Int64
    }

    @Test(
        "a run asked for starts no earlier than five minutes later",
        arguments: [
            Timing(minutesAhead: nil, runsAfterMinutes: 5), Timing(minutesAhead: -60, runsAfterMinutes: 5),
            Timing(minutesAhead: 4, runsAfterMinutes: 5), Timing(minutesAhead: 5, runsAfterMinutes: 5),
            Timing(minutesAhead: 6, runsAfterMinutes: 6),
        ])
    func floor(_ timing: Timing) async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Batch", rules: Self.batch, flow: Self.score)
            let runAt = timing.minutesAhead.map { EngineFixture.start.adding(seconds: $0 * 60) }
            try await story.engine.commands.schedule(campaign, runAt: runAt)
            let due = EngineFixture.start.adding(seconds: timing.runsAfterMinutes * 60)
            try await story.time.move(to: due.adding(seconds: -1))
            #expect(try story.value(person, .leadScore) == .null)
            try await story.time.move(to: due)
            #expect(try story.value(person, .leadScore) == .integer(1))
        }
    }

    @Test func refusedSchedules() async throws {
        try await EngineFixture.run { story in
            let trigger = try await story.campaign("Trigger", rules: Self.requested, flow: Self.score)
            await #expect(throws: CampaignError.notBatchCampaign(trigger)) {
                try await story.engine.commands.schedule(trigger)
            }
            let empty = try await story.campaign("Empty", rules: #"{"filters":[]}"#, flow: Self.score)
            await #expect(throws: CampaignError.notSchedulable(empty, reason: "the smart list has no filters")) {
                try await story.engine.commands.schedule(empty)
            }
            let batch = try await story.campaign("Batch", rules: Self.batch, flow: Self.score)
            let twoYears = RelativePeriod(2, .year).after(EngineFixture.start, in: .gmt)
            await #expect(throws: CampaignError.runAtTooFar) {
                try await story.engine.commands.schedule(batch, runAt: twoYears.adding(seconds: 1))
            }
            #expect(try story.store.read { try $0.runs(of: batch).isEmpty })
            try await story.engine.commands.schedule(batch, runAt: twoYears)
        }
    }

    @Test func refusedRequests() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead()
            let batch = try await story.campaign("Batch", rules: Self.batch, flow: Self.score)
            await #expect(throws: CampaignError.notTriggerCampaign(batch)) {
                try await story.engine.commands.request(batch, leads: [person])
            }
            let campaign = try await story.campaign("Requested", rules: Self.requested, flow: Self.score)
            await #expect(throws: CampaignError.requestedWhileInactive(campaign)) {
                try await story.engine.commands.request(campaign, leads: [person])
            }
            try await story.engine.commands.activate(campaign)
            await #expect(throws: CampaignError.unknownLeads([777, 888])) {
                try await story.engine.commands.request(campaign, leads: [777, person, 888, 777])
            }
            let closed = try await story.campaign(
                "Sales only", rules: #"{"triggers":[{"Campaign is Requested":{"Source":"Sales Insight"}}]}"#,
                flow: Self.score)
            try await story.engine.commands.activate(closed)
            await #expect(throws: CampaignError.notRequestable(closed)) {
                try await story.engine.commands.request(closed, leads: [person])
            }
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .null)
        }
    }

    @Test("the status follows from the campaign")
    func status() async throws {
        try await EngineFixture.run { story in
            func status(_ id: SmartCampaignID) throws -> CampaignStatus {
                let moment = story.store.moment
                return try story.store.read { reader in
                    let definition = try #require(try CampaignDefinition.load(id, reader: reader, at: moment))
                    return CampaignStatus(definition, hasRun: try reader.hasRun(id), at: moment)
                }
            }
            let batch = try await story.campaign("Batch", rules: Self.batch, flow: Self.score)
            #expect(try status(batch) == .neverRun)
            try await story.engine.commands.schedule(batch)
            #expect(try status(batch) == .singleRun)
            let requested = try await story.campaign("Requested", rules: Self.requested, flow: Self.score)
            #expect(try status(requested) == .inactive)
            try await story.engine.commands.activate(requested)
            #expect(try status(requested) == .requested)
            let changes = try await story.campaign(
                "Changes", rules: #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#, flow: Self.score)
            try await story.engine.commands.activate(changes)
            #expect(try status(changes) == .active)
            let recurring = try await story.campaign("Daily", rules: Self.batch, flow: Self.score) {
                $0.recurrence = Recurrence(startAt: EngineFixture.start, interval: .daily)
            }
            #expect(try status(recurring) == .recurringRun)
        }
    }

    @Test("a recurring campaign runs at each of its times")
    func recurrence() async throws {
        try await EngineFixture.run { story in
            let person = try await story.lead([.country: .text("Germany")])
            let campaign = try await story.campaign("Daily", rules: Self.batch, flow: Self.score) {
                $0.qualification = .any
            }
            let daily = try #require(
                try JSONParser.parse(
                    #"{"recurrence":{"startAt":"\#(EngineFixture.start)","intervalType":"Daily","weekdayOnly":true}}"#
                ).object)
            try await story.store.write { _ = try CampaignAuthoring($0).setSettings(daily, of: campaign) }
            // Monday 09:00 to the next Monday 08:59: Tuesday to Friday.
            try await story.time.move(to: EngineFixture.start.adding(seconds: 7 * 86_400 - 60))
            #expect(try story.value(person, .leadScore) == .integer(4))
        }
    }
}
