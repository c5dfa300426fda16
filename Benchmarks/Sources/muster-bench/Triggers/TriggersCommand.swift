import ArgumentParser
import Foundation
import MusterEngine
import MusterModel
import MusterStore

/// Events a second through a trigger and its flow: alone, among many campaigns, among many runs with
/// waiting people; and how long one campaign waits for another's busy person.
struct TriggersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triggers", abstract: "Events through trigger campaigns and their flows.")

    @Option(help: "People whose city changes.") var leads = 100_000
    @Option(help: "Further campaigns on the same activity type.") var neighbours = 500
    @Option(help: "Runs with somebody who waits.") var waitingRuns = 1_000
    @Option(help: "Events of the busy person.") var events = 10_000
    @Option(help: "Rounds; the medians are reported.") var rounds = 3
    @Option(help: "Folder for the databases.") var folder = NSTemporaryDirectory()

    func run() async throws {
        var (alone, crowded, waiting, delays) = ([Double](), [Double](), [Double](), [Double]())
        for round in 1...rounds {
            alone.append(try await rate(neighbours: 0, waitingRuns: 0))
            crowded.append(try await rate(neighbours: neighbours, waitingRuns: 0))
            waiting.append(try await rate(neighbours: 0, waitingRuns: waitingRuns))
            let (quiet, busy) = (try await delay(events: 0), try await delay(events: events))
            delays.append(busy - quiet)
            print(
                "round \(round): \(Int(alone[round - 1])) events/s alone, \(Int(crowded[round - 1])) beside"
                    + " \(neighbours) campaigns, \(Int(waiting[round - 1])) beside \(waitingRuns) waiting runs;"
                    + " reaction \(quiet.short) ms alone, \(busy.short) ms behind \(events) events of one person")
        }
        print("through the flow: \(Int(median(alone))) events/s (bar 12000)")
        print("beside \(neighbours) campaigns: ratio \(median(zip(crowded, alone).map(/))) (bar 0.9)")
        print("beside \(waitingRuns) runs with waiting people: ratio \(median(zip(waiting, alone).map(/))) (bar 0.95)")
        print("delay behind \(events) events of one person: \(median(delays)) ms (bar 50)")
    }

    private func rate(neighbours: Int, waitingRuns: Int) async throws -> Double {
        try await Instance.temporary(in: folder) { path in
            let instance = try await Instance(path: path)
            try await TriggerScene.addPeople(leads, to: instance.store)
            try await instance.apply(TriggerScene.document(neighbours: neighbours))
            if waitingRuns > 0 { try await makeWaitingRuns(waitingRuns, instance) }
            try await TriggerScene.move(1..<leads + 1, to: "B", instance.store)
            let time = try await seconds { try await instance.engine.runUntilIdle() }
            try await check(instance)
            try await instance.close()
            return Double(leads) / time
        }
    }

    /// A fast wrong answer is not a result.
    private func check(_ instance: Instance) async throws {
        let campaign = try instance.campaign(TriggerScene.campaign)
        let run = try instance.store.read { try $0.runs(of: campaign).first }
        guard run?.counters.completed == leads else {
            throw BenchmarkError("not everybody came through: \(String(describing: run?.counters))")
        }
    }

    private func makeWaitingRuns(_ count: Int, _ instance: Instance) async throws {
        try await instance.apply(
            """
            {"campaigns":[{"name":"Bench waiting","qualification":"any","filters":[{"Email Address":"person7@muster.example"}],
              "flow":[{"Wait":"30 days"}]}]}
            """)
        let campaign = try instance.campaign("Bench waiting")
        try await instance.store.write { writer in
            for _ in 0..<count {
                try CampaignCommands.schedule(campaign, runAt: nil, origin: .command, floorSeconds: 0, writer: writer)
            }
        }
        try await instance.engine.runUntilIdle()
        let waiting = try instance.store.read { reader in
            try reader.occupancy(ofRunsOf: campaign).values.count { $0.waiting == 1 }
        }
        guard waiting == count else { throw BenchmarkError("\(waiting) of \(count) runs wait") }
    }

    /// Milliseconds from a change to the reaction of a campaign, behind so many events of another person
    /// for another campaign that have just been committed.
    private func delay(events: Int) async throws -> Double {
        try await Instance.temporary(in: folder) { path in
            let instance = try await Instance(path: path)
            let store = instance.store
            try await TriggerScene.addPeople(100, to: store)
            try await instance.apply(TriggerScene.document(neighbours: 0))
            try await instance.apply(
                """
                {"campaigns":[{"name":"Bench busy","active":true,"qualification":"any","triggers":[{"Visits Web Page":{}}],
                  "flow":[{"Change Data Value":{"Attribute":"Lead Status","New Value":"Busy"}}]}]}
                """)
            let reactions = AsyncStream<ContinuousClock.Instant>.makeStream()
            let (canary, score) = (LeadID(50), LeadField.leadScore.id)
            store.changes.listen { changes in
                if changes.leads.set[score]?.contains(canary) == true {
                    reactions.continuation.yield(ContinuousClock().now)
                }
            }
            let engine = instance.engine
            let work = Task { await engine.run() }
            // The first reaction reads the campaigns.
            var reaction = reactions.stream.makeAsyncIterator()
            try await TriggerScene.move(50..<51, to: "B", store)
            _ = await reaction.next()
            try await TriggerScene.move(50..<51, to: "A", store)
            for start in stride(from: 0, to: events, by: 1_000) {
                try await store.write { writer in
                    let visits = (start..<min(start + 1_000, events)).map {
                        NewActivity(
                            lead: LeadID(7), type: ActivityType.visitWebpage.id, at: writer.now,
                            primaryValue: "/page/\($0)")
                    }
                    _ = try writer.append(visits)
                }
            }
            let begin = ContinuousClock().now
            try await TriggerScene.move(50..<51, to: "B", store)
            let end = await reaction.next()
            work.cancel()
            await work.value
            try await instance.close()
            return end.map { ($0 - begin).milliseconds } ?? .nan
        }
    }
}
