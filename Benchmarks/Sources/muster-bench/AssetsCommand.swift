import ArgumentParser
import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterSQLite
import MusterStore

/// Makes a database with many smart campaigns, for measuring how they are found. Ids of folders and
/// campaigns begin at 1001; campaign n is named `Campaign n` and lies in folder n modulo the folders.
struct AssetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assets", abstract: "Makes a database with many smart campaigns in many folders.")

    @Option(help: "The database to make.") var database: String
    @Option(help: "Smart campaigns, each with a list of two filters and a flow of three steps.") var campaigns = 10_000
    @Option(help: "Folders they lie in.") var folders = 1_000

    func run() async throws {
        let file = try SQLiteDatabase(path: database)
        let store = try await Store(database: file, clock: SimulatedClock(now: Population.start))
        let (folders, campaigns) = (folders, campaigns)
        try await store.write { writer in
            // A database without one is in real time for good.
            try writer.setSimulatedNow(Population.start)
            let rules = try writer.reader.ruleDocument.read(
                JSONParser.parse(
                    """
                    {"filters":[{"Country":["Germany","Austria"]},
                      {"Visited Web Page":{"Web Page":"/pricing","Date of Activity":{"in past":"30 days"}}}]}
                    """), allowsTriggers: false)
            let flow = try writer.reader.flowDocument.read(
                JSONParser.parse(
                    """
                    {"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+5"}},{"Wait":"2 days"},
                      {"Change Data Value":{"Attribute":"Lead Status","New Value":"Warm"}}]}
                    """))
            let places = try (0..<folders).map { index in
                try writer.createFolder(
                    name: "Folder \(index)", description: nil, parent: .folder(SystemAssets.marketingActivities)
                ).id
            }
            for index in 0..<campaigns {
                let campaign = try writer.createSmartCampaign(
                    name: "Campaign \(index)", description: "Number \(index)", folder: .folder(places[index % folders]))
                try writer.setRules(rules, of: campaign.smartListID)
                try writer.setFlow(flow, of: campaign.id)
            }
        }
        try await file.close()
    }
}
