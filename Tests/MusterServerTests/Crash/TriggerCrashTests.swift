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
            for round in 0..<CrashLimits.kills {
                let server = try await ServerProcess.start(database: database.path, CrashLimits.chunk)
                let groups = stride(from: 0, to: Self.people, by: 100).map { Array(people[$0..<$0 + 100]) }
                let storm = Task {
                    // Calls that the kill cuts off may or may not have been committed.
                    await withTaskGroup(of: [LeadID].self) { calls in
                        for group in groups {
                            calls.addTask {
                                let client = try? CrashClient(server)
                                guard let client, (try? await client.move(group, to: "City \(round)")) != nil
                                else { return [] }
                                return group
                            }
                        }
                        return await calls.reduce(into: [LeadID]()) { $0 += $1 }
                    }
                }
                let end = Task {
                    _ = await storm.value
                    try? await CrashClient(server).waitUntilIdle()
                    server.stopReading()
                }
                _ = await server.logs("[MusterEngine]", count: Int.random(in: 1...25, using: &random))
                server.kill()
                for lead in await storm.value { acknowledged[lead, default: 0] += 1 }
                await end.value
            }
            let server = try await ServerProcess.start(database: database.path)
            try await CrashClient(server).waitUntilIdle()
            #expect(server.terminate() == 0)
            try await check(database.path, campaign, people, acknowledged)
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
