import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// The same work through Muster's write path and engine, people qualified, progress kept.
struct MusterProgram {
    let path: String
    /// People per transaction of the flow; `nil` for what the server does.
    var chunk: Int?

    func run(_ people: Population) async throws -> Timings {
        let instance = try await Instance(path: path, chunk: chunk)
        let store = instance.store
        let load = try await seconds {
            var origin = ChangeOrigin.listImport
            origin.sourceType = "List import"
            let source = origin
            for start in stride(from: 0, to: people.leads, by: 10_000) {
                let rows = (start..<min(start + 10_000, people.leads)).map(people.values(of:))
                _ = try await store.write { try $0.createLeads(rows, origin: source) }
            }
        }
        for start in stride(from: 0, to: people.activities, by: 10_000) {
            let visits = (start..<min(start + 10_000, people.activities)).map(people.visit)
            _ = try await store.write { try $0.append(visits) }
        }
        let campaign = try await makeCampaign(store)
        let flow = try await seconds {
            try await instance.engine.commands.schedule(campaign, origin: .command, floorSeconds: 0)
            try await instance.engine.runUntilIdle()
        }
        try check(store, people, campaign)
        try await instance.close()
        return Timings(load: load, flow: flow)
    }

    private func makeCampaign(_ store: Store) async throws -> SmartCampaignID {
        try await store.write { writer in
            let folder = try writer.createFolder(
                name: "Bench", description: nil, parent: .folder(SystemAssets.marketingActivities))
            _ = try writer.createStaticList(name: "Bench list", description: nil, folder: .folder(folder.id))
            let campaign = try writer.createSmartCampaign(
                name: "Bench", description: "", folder: .folder(folder.id))
            let rules = try writer.reader.ruleDocument.read(
                try JSONParser.parse(#"{"filters":[{"Email Address":{"contains":"@"}}]}"#), allowsTriggers: true)
            _ = try writer.setRules(rules, of: campaign.smartListID)
            let flow = try FlowDocument(
                catalog: writer.reader.ruleCatalog, assets: StoreAssetDirectory(writer.reader),
                leadFields: writer.catalogs.leadFields
            ).read(
                try JSONParser.parse(
                    """
                    {"flow":[{"Change Data Value":{"Attribute":"Lead Status","New Value":"Engaged"}},
                    {"Add to List":"Bench list"},{"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}
                    """))
            _ = try writer.setFlow(flow, of: campaign.id)
            return campaign.id
        }
    }

    /// A fast wrong answer is not a result.
    private func check(_ store: Store, _ people: Population, _ campaign: SmartCampaignID) throws {
        let run = try store.read { try $0.runs(of: campaign).first }
        guard let run, run.run.state == .finished, run.counters.qualified == people.leads,
            run.counters.completed == people.leads
        else { throw BenchmarkError("the run did not take everybody through: \(String(describing: run))") }
    }
}
