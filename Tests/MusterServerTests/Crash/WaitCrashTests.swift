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

/// Kills the real server while a moving clock wakes a thousand people again and again.
@Suite(.serialized) struct WaitCrashTests {
    static let people = 1_000
    /// A kill falls somewhere into a wave of people who wake together. The clock moves from one wave to the
    /// next at most once a kill, so that the last kill still finds them waiting.
    static let waits = CrashLimits.kills + 2

    @Test("killed again and again, everyone who waits wakes exactly once from each wait")
    func waiting() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("wait crash"))
        try await withTemporaryDatabase { database in
            let campaign = try await prepare(database.path)
            for _ in 0..<CrashLimits.kills {
                let server = try await ServerProcess.start(database: database.path, CrashLimits.chunk)
                let end = Task {
                    // A wave may have less work than lines that are waited for.
                    try? await CrashClient(server).advance("1 hour")
                    server.stopReading()
                }
                _ = await server.logs("[MusterEngine]", count: Int.random(in: 1...30, using: &random))
                server.kill()
                await end.value
            }
            let killed = try await inspect(database.path, campaign)
            #expect(killed.run.run.state == .running, "the kills must fall into the run, not behind it")

            let server = try await ServerProcess.start(database: database.path)
            try await CrashClient(server).advance("\(Self.waits + 1) hours")
            #expect(server.terminate() == 0)
            let end = try await inspect(database.path, campaign)
            #expect(end.run.run.state == .finished)
            #expect(end.run.counters == RunCounters(qualified: Self.people, completed: Self.people))
            #expect(end.activitiesPerLead.count == Self.people)
            let wanted: [Int64: Int] = [22: Self.waits, 24: 1, 6: 1]
            #expect(
                end.activitiesPerLead.allSatisfy { $0.value == wanted },
                "each step exactly once: \(end.activitiesPerLead.first { $0.value != wanted } as Any)")
            #expect(end.outbox == ["done": Self.people])
        }
    }

    private func prepare(_ path: String) async throws -> SmartCampaignID {
        let instance = try await Instance.open(
            path: path, clock: .simulated(from: SimulatedClock.usualNow), logger: .silent)
        let campaign = try await instance.store.write { writer in
            _ = try writer.createLeads(
                (0..<Self.people).map { index -> [LeadField: FieldValue] in
                    [.email: .text("p\(index)@example.com")]
                }, origin: .listImport)
            let folder = FolderReference.folder(SystemAssets.marketingActivities)
            _ = try writer.createStaticList(name: "Passed", description: nil, folder: folder)
            _ = try writer.createEmail(
                name: "Hello", folder: folder, subject: "Hello", fromName: "M", fromEmail: "m@example.com",
                replyEmail: "m@example.com", html: "")
            let campaign = try writer.createSmartCampaign(name: "Crash", description: "", folder: folder)
            _ = try writer.setRules(
                try writer.reader.ruleDocument.read(
                    try JSONParser.parse(#"{"filters":[{"Email Address":{"contains":"@"}}]}"#), allowsTriggers: true),
                of: campaign.smartListID)
            let wave: [JSONValue] = [
                ["Change Score": ["Score Name": "Lead Score", "Change": "+1"]], ["Wait": "1 hour"],
            ]
            let waves = (0..<Self.waits).flatMap { _ in wave }
            _ = try writer.setFlow(
                try writer.reader.flowDocument.read(
                    ["flow": .array(waves + [["Send Email": "Hello"], ["Add to List": "Passed"]])]), of: campaign.id)
            return campaign.id
        }
        try await instance.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
        try await instance.close()
        return campaign
    }

    private struct Findings {
        var run: RunRecord
        var activitiesPerLead: [LeadID: [Int64: Int]] = [:]
        var outbox: [String: Int] = [:]
    }

    private func inspect(_ path: String, _ campaign: SmartCampaignID) async throws -> Findings {
        let instance = try await Instance.open(path: path, logger: .silent)
        let findings = try instance.store.read { reader in
            var findings = Findings(run: try #require(try reader.runs(of: campaign).first))
            try reader.forEachActivity { activity in
                guard activity.content.campaignID == campaign else { return }
                findings.activitiesPerLead[activity.content.leadID, default: [:]][
                    activity.content.typeID.rawValue, default: 0] += 1
            }
            findings.outbox = try reader.outboxCounts()
            return findings
        }
        try await instance.close()
        return findings
    }
}
