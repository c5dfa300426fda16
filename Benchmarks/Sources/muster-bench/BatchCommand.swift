import ArgumentParser
import Foundation
import MusterEngine
import MusterModel
import MusterStore

/// How long small writes through the API wait, and how much memory the server takes, while a large batch
/// starts and runs on a large database.
struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Small writes and memory during a batch on a population.")

    @Option(help: "A database that 'population' has made; each run leaves one more campaign in it.") var database:
        String
    @Option(help: "How many segments of a tenth of the people take part.") var segments = 3
    @Option(help: "Seconds of writing before the batch.") var idle = 15

    func run() async throws {
        let due = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).adding(seconds: Int64(idle) + 10)
        let (campaign, people) = try await schedule(at: due)
        let server = try ServerProcess(database: database)
        defer { server.stop() }
        // Two clients, each with at most one request in 20 ms.
        let writes = try Load(server, connections: 2, every: .milliseconds(20)) { connection, index in
            var dice = SeededGenerator(seed: UInt64(index))
            let answer = try connection.post(
                "/rest/v1/leads.json",
                #"{"action":"updateOnly","lookupField":"id","input":[{"id":\#(1 + dice.below(people)),"firstName":"Name \#(index)"}]}"#
            )
            try answer.expectSuccess()
        }
        let control = try server.connect()
        pause(5)
        _ = writes.take()
        pause(Double(idle))
        let (quiet, before) = (writes.take(), server.memory())
        print("idle: \(quiet.summary)")

        var most = before
        var starting: Latencies?
        let begin = ContinuousClock().now
        while true {
            pause(0.1)
            let memory = server.memory()
            most.anonymous = max(most.anonymous, memory.anonymous)
            most.resident = max(most.resident, memory.resident)
            let run = try Self.run(of: campaign, control)
            if starting == nil, run.state != "scheduled" { starting = writes.take() }
            if run.state == "finished" || run.state == "failed" {
                guard run.state == "finished", run.completed == run.qualified else {
                    throw BenchmarkError("the run did not take everybody through: \(run)")
                }
                print("batch: \(run.qualified) people, three steps, \(run.seconds.short) s")
                break
            }
            if (ContinuousClock().now - begin) > .seconds(1_800) { throw BenchmarkError("the batch does not end") }
        }
        let running = writes.take()
        try writes.stop()
        if let starting { print("while it starts: \(starting.summary)") }
        print("while it runs: \(running.summary)")
        let all = Latencies((starting?.sorted ?? []) + running.sorted)
        print(
            "small writes during the batch: p99 \(all.percentile(99).short) ms (bar 25),"
                + " max \(all.percentile(100).short) ms (bar 100); idle p99 \(quiet.percentile(99).short) ms")
        print(
            "memory: \(Int(most.anonymous - before.anonymous)) MiB above idle (bar 150), \(Int(before.anonymous)) MiB idle;"
                + " with mapped pages \(Int(most.resident - before.resident)) MiB above \(Int(before.resident)) MiB")
    }

    /// The campaign and how many people there are.
    private func schedule(at due: Instant) async throws -> (SmartCampaignID, Int) {
        let instance = try await Instance(path: database, now: due.adding(seconds: -Int64(idle) - 10))
        let name = "Bench batch \(due.seconds)"
        let values = Crowd.segments.prefix(segments).map { #""\#($0)""# }.joined(separator: ",")
        try await instance.apply(
            """
            {"staticLists":["\(name)"],"campaigns":[{"name":"\(name)","qualification":"any",
              "filters":[{"Segment":[\(values)]},{"Visited Web Page":{}}],
              "flow":[{"Change Data Value":{"Attribute":"Lead Status","New Value":"\(name)"}},{"Add to List":"\(name)"},
                {"Change Score":{"Score Name":"Lead Score","Change":"+5"}}]}]}
            """)
        let campaign = try instance.campaign(name)
        try await instance.store.write { writer in
            try CampaignCommands.schedule(campaign, runAt: due, origin: .command, floorSeconds: 0, writer: writer)
        }
        try await instance.close()
        let last = try PlainDatabase(path: database).rows("SELECT max(id) FROM lead").first?.first
        guard let people = last.flatMap({ Int($0) }) else { throw BenchmarkError("nobody is in \(database)") }
        return (campaign, people)
    }

    struct Run {
        let state: String
        let qualified: Int
        let completed: Int
        let seconds: Double
    }

    static func run(of campaign: SmartCampaignID, _ connection: PlainConnection) throws -> Run {
        let answer = try connection.get("/muster/v1/smartCampaign/\(campaign)/runs.json")
        guard let run = try JSONParser.parse(answer.text).object?["result"]?.array?.first?.object else {
            throw BenchmarkError("there is no run: \(answer.text)")
        }
        func instant(_ key: String) -> Double {
            (run[key]?.text.flatMap { Instant(text: $0) }).map { Double($0.milliseconds) / 1000 } ?? 0
        }
        return Run(
            state: run["state"]?.text ?? "", qualified: Int(run["qualified"]?.integer ?? 0),
            completed: Int(run["completed"]?.integer ?? 0), seconds: instant("finishedAt") - instant("scheduledAt"))
    }
}
