import MusterModel
import MusterTesting
import Testing

@testable import MusterServer

/// Kills the real server while a moving clock wakes a thousand people again and again.
@Suite(.serialized) struct WaitCrashTests {
    static let people = 1_000
    /// A kill falls somewhere into a wave of people who wake together, and the clock moves to the next wave at
    /// most once a kill. A kill that finds everybody waiting does not count, so there are more waves.
    static let waits = CrashLimits.kills + CrashLimits.kills / 2 + 2

    private static var flow: [JSONValue] {
        let wave: [JSONValue] = [["Change Score": ["Score Name": "Lead Score", "Change": "+1"]], ["Wait": "1 hour"]]
        return (0..<waits).flatMap { _ in wave } + [["Send Email": "Hello"], ["Add to List": "Passed"]]
    }

    @Test("killed again and again, everyone who waits wakes exactly once from each wait")
    func waiting() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("wait crash"))
        try await withTemporaryDatabase { database in
            let campaign = try await CrashCampaign.prepare(database.path, people: Self.people, flow: Self.flow)
            var (kills, rounds) = (0, 0)
            while kills < CrashLimits.kills, rounds < Self.waits - 1 {
                rounds += 1
                let server = try await ServerProcess.start(database: database.path, CrashLimits.chunk)
                server.kill(at: KillPoint(after: Int.random(in: 1...40, using: &random), "lane worked"))
                // Is cut off, unless a wave has less work than lines are waited for.
                try? await CrashClient(server).advance("1 hour")
                server.kill()
                if try await CrashSite.isAtWork(database.path) { kills += 1 }
            }
            print("wait crash: \(kills) of \(rounds) kills fell into a wave")
            #expect(kills == CrashLimits.kills)

            let server = try await ServerProcess.start(database: database.path)
            try await CrashClient(server).advance("\(Self.waits + 1) hours")
            #expect(server.terminate() == 0)
            let end = try await CrashFindings(campaign)
            end.expect(Self.people, runs: 1, activities: [22: Self.waits, 24: 1, 6: 1])
            #expect(end.scores == [Int64(Self.waits): Self.people])
            #expect(end.members == Self.people)
            #expect(end.outbox == ["done": Self.people])
        }
    }
}
