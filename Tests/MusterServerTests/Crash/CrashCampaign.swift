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

/// Many people, and a batch campaign that takes all of them through its flow, as often as it is scheduled.
struct CrashCampaign {
    let path: String
    let id: SmartCampaignID

    /// Makes them in a new database, with a list *Passed* and a mail *Hello*, and schedules the first run.
    static func prepare(_ path: String, people: Int, flow: [JSONValue]) async throws -> CrashCampaign {
        let instance = try await Instance.open(
            path: path, clock: .simulated(from: SimulatedClock.usualNow), logger: .silent)
        let id = try await instance.store.write { writer in
            _ = try writer.createLeads(
                (0..<people).map { index -> [LeadField: FieldValue] in [.email: .text("p\(index)@example.com")] },
                origin: .listImport)
            let folder = FolderReference.folder(SystemAssets.marketingActivities)
            _ = try writer.createStaticList(name: "Passed", description: nil, folder: folder)
            _ = try writer.createEmail(
                name: "Hello", folder: folder, subject: "Hello", fromName: "M", fromEmail: "m@example.com",
                replyEmail: "m@example.com", html: "")
            var campaign = try writer.createSmartCampaign(name: "Crash", description: "", folder: folder)
            campaign.qualification = .any
            _ = try writer.updateSmartCampaign(campaign)
            let rules: JSONValue = ["filters": [["Email Address": ["contains": "@"]]]]
            _ = try writer.setRules(
                try writer.reader.ruleDocument.read(rules, allowsTriggers: true), of: campaign.smartListID)
            _ = try writer.setFlow(try writer.reader.flowDocument.read(["flow": .array(flow)]), of: campaign.id)
            return campaign.id
        }
        try await instance.close()
        let campaign = CrashCampaign(path: path, id: id)
        try await campaign.schedule()
        return campaign
    }

    /// Everybody goes through once more.
    func schedule() async throws {
        let instance = try await Instance.open(path: path, logger: .silent)
        try await instance.engine.commands.schedule(id, origin: .command, floorSeconds: 0)
        try await instance.close()
    }

    /// Lets a server take everybody to the end.
    func finish() async throws {
        let server = try await ServerProcess.start(database: path)
        try await CrashClient(server).waitUntilIdle()
        #expect(server.terminate() == 0)
    }

    /// Kills a server at a random line of its work on the run, and says what state the run is left in.
    func kill(
        after lines: ClosedRange<Int>, using random: inout SeededGenerator
    ) async throws -> (state: CampaignRun.State, isStarting: Bool) {
        try await ServerProcess.startAndKill(
            database: path, CrashLimits.chunk,
            at: KillPoint(after: Int.random(in: lines, using: &random), "lane=\"run", atTheLatest: "run finished"))
        return try await CrashSite.look(at: path) { instance in
            try instance.store.read { reader in
                guard let run = try reader.runs(of: id).first?.run else { throw CrashSite.NothingThere() }
                return (run.state, try reader.enteredThrough(run.id) != nil)
            }
        }
    }
}

/// Looks at what a killed server left, without running anything.
enum CrashSite {
    struct NothingThere: Error {}

    /// A copy is looked at: the next server finds the file, and the log beside it, as the last one left them.
    static func look<T>(at path: String, _ body: (Instance) throws -> T) async throws -> T {
        let copy = path + ".copy"
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        defer {
            for suffix in ["", "-wal", "-shm", ".lock"] {
                // Not all of them are there.
                try? FileManager.default.removeItem(atPath: copy + suffix)
            }
        }
        let instance = try await Instance.open(path: copy, logger: .silent)
        let found = Result { try body(instance) }
        try await instance.close()
        return try found.get()
    }

    /// Whether somebody was being processed.
    static func isAtWork(_ path: String) async throws -> Bool { try await look(at: path) { try !$0.engine.isIdle() } }
}

/// What a campaign has come to, with all its runs.
struct CrashFindings {
    /// Newest first.
    var runs: [RunRecord] = []
    /// How many of each type.
    var activitiesPerLead: [LeadID: [Int64: Int]] = [:]
    /// How many people have it.
    var scores: [Int64: Int] = [:]
    var members = 0
    var outbox: [String: Int] = [:]

    init(_ campaign: CrashCampaign) async throws {
        self = try await CrashSite.look(at: campaign.path) { instance in
            try instance.store.read { try CrashFindings($0, campaign.id) }
        }
    }

    private init(_ reader: StoreReader, _ campaign: SmartCampaignID) throws {
        runs = try reader.runs(of: campaign)
        try reader.forEachActivity { activity in
            guard activity.content.campaignID == campaign else { return }
            activitiesPerLead[activity.content.leadID, default: [:]][activity.content.typeID.rawValue, default: 0] += 1
        }
        for lead in try reader.leads(try reader.leads(where: .always), fields: [.leadScore]) {
            if case .integer(let score) = lead[.leadScore] { scores[score, default: 0] += 1 }
        }
        guard let list = try reader.staticList(named: "Passed") else { throw CrashSite.NothingThere() }
        members = try reader.members(of: list.id, after: nil, limit: 1_000_000).count
        outbox = try reader.outboxCounts()
    }

    /// Everybody was in every run, and got so many activities of each type.
    func expect(
        _ people: Int, runs count: Int, activities wanted: [Int64: Int],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let all = RunCounters(qualified: people, completed: people)
        #expect(runs.count == count, sourceLocation: sourceLocation)
        #expect(
            runs.allSatisfy { $0.run.state == .finished && $0.counters == all }, "\(runs)",
            sourceLocation: sourceLocation)
        #expect(activitiesPerLead.count == people, sourceLocation: sourceLocation)
        let other = activitiesPerLead.first { $0.value != wanted }
        #expect(other == nil, "each step exactly once", sourceLocation: sourceLocation)
    }
}
