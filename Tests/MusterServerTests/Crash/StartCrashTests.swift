import MusterModel
import MusterTesting
import Testing

/// Kills the real server while ten thousand people enter a run, which takes many transactions.
@Suite(.serialized) struct StartCrashTests {
    static let people = 10_000

    @Test("killed again and again while people enter a run, everybody enters it exactly once")
    func entering() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("start crash"))
        try await withTemporaryDatabase { database in
            let campaign = try await CrashCampaign.prepare(
                database.path, people: Self.people,
                flow: [["Change Score": ["Score Name": "Lead Score", "Change": "+5"]]])
            var (kills, runs) = (0, 1)
            while kills < CrashLimits.kills {
                // A fraction of the lines that the start of a run takes.
                let left = try await campaign.kill(after: 1...60, using: &random)
                if left.isStarting {
                    kills += 1
                    continue
                }
                try await campaign.finish()
                try await campaign.schedule()
                runs += 1
            }
            print("start crash: \(kills) kills in the starts of \(runs) runs")
            try await campaign.finish()
            let end = try await CrashFindings(campaign)
            end.expect(Self.people, runs: runs, activities: [22: runs])
            #expect(end.scores == [Int64(5 * runs): Self.people])
        }
    }
}
