import Foundation
import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// Kills the real server in the middle of a storm of changes that a trigger campaign reacts to.
@Suite(.serialized) struct TriggerCrashTests {
    static let people = 1_000

    @Test("killed again and again, a trigger campaign answers each change exactly once")
    func storm() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("trigger crash"))
        try await withTemporaryDatabase { database in
            let (campaign, people) = try await prepare(database.path)
            var acknowledged: [LeadID: Int] = [:]
            var (kills, rounds) = (0, 0)
            while kills < CrashLimits.kills, rounds < 3 * CrashLimits.kills {
                rounds += 1
                let server = try await ServerProcess.start(database: database.path, CrashLimits.chunk)
                server.kill(at: KillPoint(after: Int.random(in: 1...60, using: &random), "lane worked"))
                for lead in await Self.storm(people, round: rounds, server) { acknowledged[lead, default: 0] += 1 }
                // Is cut off, unless there was less work than lines are waited for.
                try? await CrashClient(server).waitUntilIdle()
                server.kill()
                if try await CrashSite.isAtWork(database.path) { kills += 1 }
            }
            print("trigger crash: \(kills) of \(rounds) kills fell into the work")
            #expect(kills == CrashLimits.kills)
            let server = try await ServerProcess.start(database: database.path)
            try await CrashClient(server).waitUntilIdle()
            #expect(server.terminate() == 0)
            try await check(database.path, campaign, people, acknowledged)
        }
    }

    /// Changes everybody, by several calls at once. Returns those whose changes were acknowledged: what the
    /// kill cuts off may or may not have been committed.
    private static func storm(_ people: [LeadID], round: Int, _ server: ServerProcess) async -> [LeadID] {
        let groups = stride(from: 0, to: people.count, by: 100).map { Array(people[$0..<$0 + 100]) }
        return await withTaskGroup(of: [LeadID].self) { calls in
            for group in groups {
                calls.addTask {
                    let client = try? CrashClient(server)
                    guard let client, (try? await client.move(group, to: "City \(round)")) != nil else { return [] }
                    return group
                }
            }
            return await calls.reduce(into: [LeadID]()) { $0 += $1 }
        }
    }

    private func prepare(_ path: String) async throws -> (SmartCampaignID, [LeadID]) {
        let instance = try await Instance.open(
            path: path, clock: .simulated(from: SimulatedClock.usualNow), logger: .silent)
        let prepared = try await instance.store.write { writer -> (SmartCampaignID, [LeadID]) in
            let people = try writer.createLeads(
                (0..<Self.people).map { index -> [LeadField: FieldValue] in
                    [.email: .text("p\(index)@example.com")]
                }, origin: .listImport)
            var campaign = try writer.createSmartCampaign(
                name: "Moves", description: "", folder: .folder(SystemAssets.marketingActivities))
            campaign.qualification = .any
            _ = try writer.updateSmartCampaign(campaign)
            _ = try writer.setRules(
                try writer.reader.ruleDocument.read(
                    try JSONParser.parse(#"{"triggers":[{"Data Value Changes":{"Attribute":"City"}}]}"#),
                    allowsTriggers: true), of: campaign.smartListID)
            _ = try writer.setFlow(
                try writer.reader.flowDocument.read(
                    try JSONParser.parse(
                        """
                        {"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}},
                        {"Change Data Value":{"Attribute":"Department","New Value":"{{lead.Lead Score}}"}}]}
                        """)), of: campaign.id)
            return (campaign.id, people)
        }
        try await instance.engine.commands.activate(prepared.0)
        try await instance.close()
        return prepared
    }

    private func check(
        _ path: String, _ campaign: SmartCampaignID, _ people: [LeadID], _ acknowledged: [LeadID: Int]
    ) async throws {
        let instance = try await Instance.open(path: path, logger: .silent)
        try instance.store.read { reader in
            var moves: [LeadID: Int] = [:]
            var scored: [LeadID: Int] = [:]
            var noted: [LeadID: Int] = [:]
            try reader.forEachActivity { activity in
                let content = activity.content
                switch (content.typeID, content.campaignID) {
                case (ActivityType.changeDataValue.id, nil): moves[content.leadID, default: 0] += 1
                case (ActivityType.changeScore.id, campaign): scored[content.leadID, default: 0] += 1
                case (ActivityType.changeDataValue.id, campaign): noted[content.leadID, default: 0] += 1
                default: break
                }
            }
            #expect(!moves.isEmpty)
            #expect(scored == moves, "each change was scored exactly once")
            #expect(noted == moves, "and passed the second step exactly once")
            for lead in try reader.leads(people, fields: [.leadScore]) {
                #expect(lead[.leadScore].recordedText == String(moves[lead.id] ?? 0).replacingZero)
            }
            for (lead, count) in acknowledged { #expect(moves[lead, default: 0] >= count, "lead \(lead)") }
        }
        try await instance.close()
    }
}

extension String {
    /// A lead who never moved has no score at all.
    fileprivate var replacingZero: String { self == "0" ? "" : self }
}
