import Foundation
import Logging
import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// Kills the real server while it takes ten thousand people through three steps, and looks.
@Suite(.serialized) struct BatchCrashTests {
    static let people = 10_000

    @Test("killed again and again, a batch run takes everyone through each step exactly once")
    func batchRun() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("batch crash"))
        try await withTemporaryDatabase { database in
            let campaign = try await prepare(database.path)
            for _ in 0..<CrashLimits.kills {
                let server = try await ServerProcess.start(database: database.path, CrashLimits.chunk)
                // Should the run end too early, the test fails and does not wait for more lines.
                let end = Task {
                    try? await CrashClient(server).waitUntilIdle()
                    server.stopReading()
                }
                // A line is written after a commit, so the kill falls into the work that follows it.
                _ = await server.logs("[MusterEngine]", count: Int.random(in: 1...4, using: &random))
                server.kill()
                await end.value
            }
            let killed = try await inspect(database.path, campaign)
            #expect(killed.run.run.state == .running, "the kills must fall into the run, not behind it")

            let server = try await ServerProcess.start(database: database.path)
            try await CrashClient(server).waitUntilIdle()
            #expect(server.terminate() == 0)
            let end = try await inspect(database.path, campaign)
            #expect(end.run.run.state == .finished)
            #expect(end.run.counters == RunCounters(qualified: Self.people, completed: Self.people))
            #expect(end.activitiesPerLead.count == Self.people)
            #expect(
                end.activitiesPerLead.allSatisfy { $0.value == [22: 1, 24: 1, 6: 1] },
                "each step exactly once: \(end.activitiesPerLead.first { $0.value != [22: 1, 24: 1, 6: 1] } as Any)")
            #expect(end.scores == [7: Self.people])
            #expect(end.members == Self.people)
            #expect(end.outbox == ["done": Self.people])
        }
    }

    private func prepare(_ path: String) async throws -> SmartCampaignID {
        let instance = try await Instance.open(
            path: path, clock: .simulated(from: SimulatedClock.usualNow), logger: .silent)
        let campaign = try await instance.store.write { writer in
            _ = try writer.createLeads(
                (0..<Self.people).map { index -> [LeadField: FieldValue] in
                    [.email: .text("p\(index)@example.com"), .leadScore: .integer(2)]
                },
                origin: .listImport)
            let folder = FolderReference.folder(SystemAssets.marketingActivities)
            _ = try writer.createStaticList(name: "Passed", description: nil, folder: folder)
            _ = try writer.createEmail(
                name: "Hello", folder: folder, subject: "Hello", fromName: "M", fromEmail: "m@example.com",
                replyEmail: "m@example.com", html: "")
            let campaign = try writer.createSmartCampaign(name: "Crash", description: "", folder: folder)
            _ = try writer.setRules(
                try writer.reader.ruleDocument.read(
                    try JSONParser.parse(#"{"filters":[{"Lead Score":{"is":[2,7]}}]}"#), allowsTriggers: true),
                of: campaign.smartListID)
            _ = try writer.setFlow(
                try writer.reader.flowDocument.read(
                    try JSONParser.parse(
                        """
                        {"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+5"}},
                        {"Add to List":"Passed"},{"Send Email":"Hello"}]}
                        """)), of: campaign.id)
            return campaign.id
        }
        try await instance.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
        try await instance.close()
        return campaign
    }

    private struct Findings {
        var run: RunRecord
        var activitiesPerLead: [LeadID: [Int64: Int]] = [:]
        var scores: [Int64: Int] = [:]
        var members = 0
        var outbox: [String: Int] = [:]
    }

    /// Reads what the server left behind, without running anything.
    private func inspect(_ path: String, _ campaign: SmartCampaignID) async throws -> Findings {
        let instance = try await Instance.open(path: path, logger: .silent)
        let findings = try instance.store.read { reader in
            var findings = Findings(run: try #require(try reader.runs(of: campaign).first))
            try reader.forEachActivity { activity in
                guard activity.content.campaignID == campaign else { return }
                findings.activitiesPerLead[activity.content.leadID, default: [:]][
                    activity.content.typeID.rawValue, default: 0] += 1
            }
            for lead in try reader.leads(try reader.leads(where: .always), fields: [.leadScore]) {
                if case .integer(let score) = lead[.leadScore] { findings.scores[score, default: 0] += 1 }
            }
            let list = try #require(try reader.staticList(named: "Passed"))
            findings.members = try reader.members(of: list.id, after: nil, limit: 1_000_000).count
            findings.outbox = try reader.outboxCounts()
            return findings
        }
        try await instance.close()
        return findings
    }
}
