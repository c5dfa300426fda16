import ArgumentParser
import Foundation
import MusterModel
import MusterStore
import Synchronization

/// How quick a request stays while four large lists are counted at once.
struct QuestionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions", abstract: "GET smartCampaign/{id}.json during four counts on a population.")

    @Option(help: "A database that 'population' has made.") var database: String
    @Option(help: "Seconds of each measurement.") var seconds = 10
    @Option(help: "Rounds; the median ratio is reported.") var rounds = 3

    private static let lists = (1...4).map { "Bench question \($0)" }

    func run() async throws {
        let (campaign, lists) = try await makeAssets()
        let server = try ServerProcess(database: database)
        defer { server.stop() }
        var ratios: [Double] = []
        for round in 1...rounds {
            let quiet = try measure(server, campaign)
            let answered = Mutex(0)
            let counts = try Load(server, connections: lists.count) { connection, index in
                _ = try connection.get("/muster/v1/smartList/\(lists[index % lists.count])/count.json")
                answered.withLock { $0 += 1 }
            }
            let busy = try measure(server, campaign)
            print(
                "round \(round): idle \(quiet.summary); with counts \(busy.summary); \(answered.withLock { $0 }) counts"
            )
            try counts.stop()
            ratios.append(busy.percentile(99) / quiet.percentile(99))
        }
        print("GET smartCampaign/{id}.json during four counts: \(median(ratios)) times the idle p99 (bar 2)")
    }

    private func measure(_ server: ServerProcess, _ campaign: SmartCampaignID) throws -> Latencies {
        let load = try Load(server, connections: 1) { connection, _ in
            try connection.get("/rest/asset/v1/smartCampaign/\(campaign).json").expectSuccess()
        }
        Thread.sleep(forTimeInterval: 1)
        _ = load.take()
        Thread.sleep(forTimeInterval: Double(seconds))
        let latencies = load.take()
        try load.stop()
        return latencies
    }

    private func makeAssets() async throws -> (SmartCampaignID, [SmartListID]) {
        let instance = try await Instance(path: database)
        try await instance.apply(
            """
            {"smartLists":[
              {"name":"\(Self.lists[0])","filters":[{"Visited Web Page":{"Web Page":{"contains":"9"},"Min. Number of Times":3}}]},
              {"name":"\(Self.lists[1])","filters":[{"Not Opened Email":{"Email":"Letter 7"}},{"Country":"Germany"}]},
              {"name":"\(Self.lists[2])","match":"any","filters":[{"City":{"contains":"onn"}},{"Purchased":{"Channel":"Shop"}}]},
              {"name":"\(Self.lists[3])","filters":[{"Score was Changed":{"Change":{"greater than":10}}}]}],
             "campaigns":[{"name":"Bench question","filters":[{"Country":"Germany"}],"flow":[{"Wait":"2 days"}]}]}
            """)
        let names = Self.lists
        let lists = try instance.store.read { reader in try names.compactMap { try reader.smartList(named: $0)?.id } }
        let campaign = try instance.campaign("Bench question")
        try await instance.close()
        return (campaign, lists)
    }
}

func median(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : (values.sorted()[values.count / 2] * 100).rounded() / 100
}
