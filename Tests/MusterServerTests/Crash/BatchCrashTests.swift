import MusterModel
import MusterTesting
import Testing

@testable import MusterServer

/// Kills the real server while it takes ten thousand people through three steps, and looks.
@Suite(.serialized) struct BatchCrashTests {
    static let people = 10_000
    static let flow: [JSONValue] = [
        ["Change Score": ["Score Name": "Lead Score", "Change": "+5"]], ["Add to List": "Passed"],
        ["Send Email": "Hello"],
    ]

    @Test("killed again and again, a batch run takes everyone through each step exactly once")
    func batchRun() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("batch crash"))
        try await withTemporaryDatabase { database in
            let campaign = try await CrashCampaign.prepare(database.path, people: Self.people, flow: Self.flow)
            var (kills, runs) = (0, 1)
            while kills < CrashLimits.kills {
                // As many lines as let a run survive some kills.
                if try await campaign.kill(after: 1...200, using: &random).state == .running {
                    kills += 1
                } else {
                    try await campaign.schedule()
                    runs += 1
                }
            }
            print("batch crash: \(kills) kills in \(runs) runs")
            try await campaign.finish()
            let end = try await CrashFindings(campaign)
            // A list takes nobody in twice.
            end.expect(Self.people, runs: runs, activities: [22: runs, 24: 1, 6: runs])
            #expect(end.scores == [Int64(5 * runs): Self.people])
            #expect(end.members == Self.people)
            #expect(end.outbox == ["done": runs * Self.people])
        }
    }
}
