import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterStore

/// A campaign whose row cannot be read back.
@Suite struct UnreadableCampaignTests {
    @Test("it takes nobody in, which is kept, and every other campaign goes on", arguments: ["flow", "recurrence"])
    func leftOut(column: String) async throws {
        try await EngineFixture.run { story in
            let moves = #"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#
            let broken = try await story.campaign("Broken", rules: moves, flow: BatchRunTests.scoreFlow)
            let sound = try await story.campaign("Sound", rules: moves, flow: BatchRunTests.scoreFlow)
            for campaign in [broken, sound] { try await story.engine.commands.activate(campaign) }
            let person = try await story.lead()
            try await story.store.write { writer in
                try writer.write(
                    .asset(broken), "UPDATE smart_campaign SET \(column) = '{broken' WHERE id = ?", [.id(broken)])
            }
            try await story.change(person, .city, to: .text("Bonn"))
            try await story.engine.runUntilIdle()
            #expect(try story.value(person, .leadScore) == .integer(1))
            #expect(try story.newestRun(of: sound).counters.completed == 1)
            #expect(try story.newestRun(of: broken).counters.qualified == 0)
            let fault = try #require(try story.store.read { try $0.triggerFaults(of: broken) }.first)
            #expect(fault.events >= 1 && fault.reason.contains(column), "\(fault.reason)")
            #expect(try story.store.read { try $0.triggerFaults(of: sound) }.isEmpty)

            // Mended, it is one of them again.
            try await story.store.write { writer in
                try writer.write(
                    .asset(broken),
                    "UPDATE smart_campaign SET \(column) = (SELECT \(column) FROM smart_campaign WHERE id = ?) WHERE id = ?",
                    [.id(sound), .id(broken)])
            }
            try await story.change(person, .city, to: .text("Berlin"))
            try await story.engine.runUntilIdle()
            #expect(try story.newestRun(of: broken).counters.qualified == 1)
        }
    }
}
