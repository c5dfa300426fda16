import ArgumentParser
import Foundation
import MusterModel
import Synchronization

/// Updates that `leads.json` accepts a second: without campaigns, with one that reacts to each, and with
/// many more on the same activity type. The engine works meanwhile.
struct UpdatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "updates", abstract: "Updates accepted through leads.json with and without campaigns.")

    @Option(help: "People, each updated once, 300 a call.") var leads = 100_000
    @Option(help: "Further campaigns on the same activity type.") var neighbours = 500
    @Option(help: "Clients that send one call after the other.") var connections = 1
    @Option(help: "Rounds; the medians are reported.") var rounds = 9
    @Option(help: "Folder for the databases.") var folder = NSTemporaryDirectory()

    func run() async throws {
        var (none, one, many) = ([Double](), [Double](), [Double]())
        for round in 1...rounds {
            // Each way comes first, second and third in turn: what the one before has left to the disk costs the next.
            var rates = [(accepted: Double, through: Double)](repeating: (0, 0), count: 3)
            for place in 0..<3 {
                let way = (place + round) % 3
                rates[way] = try await rate([nil, 0, neighbours][way])
            }
            none.append(rates[0].accepted)
            one.append(rates[1].accepted)
            many.append(rates[2].accepted)
            print(
                "round \(round): \(Int(rates[0].accepted)) updates/s without campaigns, \(Int(rates[1].accepted)) with"
                    + " one, \(Int(rates[2].accepted)) with \(neighbours + 1); from the first update to the last person's"
                    + " end of the flow \(Int(rates[1].through)) and \(Int(rates[2].through)) a second")
        }
        print("updates accepted with one campaign: ratio \(median(zip(one, none).map(/))) (bar 0.9)")
        print("updates accepted with \(neighbours + 1) campaigns: ratio \(median(zip(many, none).map(/))) (bar 0.9)")
    }

    private func rate(_ neighbours: Int?) async throws -> (accepted: Double, through: Double) {
        try await Instance.temporary(in: folder) { path in
            let instance = try await Instance(path: path)
            try await TriggerScene.addPeople(leads, to: instance.store)
            if let neighbours { try await instance.apply(TriggerScene.document(neighbours: neighbours)) }
            let campaign = neighbours == nil ? nil : try instance.campaign(TriggerScene.campaign)
            try await instance.close()
            let server = try ServerProcess(database: path)
            defer { server.stop() }
            let control = try server.connect()
            let clock = ContinuousClock()
            let begin = clock.now
            try send(server)
            let accepted = (clock.now - begin).milliseconds / 1000
            if let campaign {
                while try BatchCommand.run(of: campaign, control).completed < leads {
                    pause(0.02)
                    if clock.now - begin > .seconds(300) { throw BenchmarkError("the events do not come through") }
                }
            }
            return (Double(leads) / accepted, Double(leads) / ((clock.now - begin).milliseconds / 1000))
        }
    }

    private func send(_ server: ServerProcess) throws {
        let bodies = stride(from: 1, through: leads, by: 300).map { first in
            let input = (first..<min(first + 300, leads + 1)).map { #"{"id":\#($0),"city":"B"}"# }
            return #"{"action":"updateOnly","lookupField":"id","input":[\#(input.joined(separator: ","))]}"#
        }
        let failure = Mutex<(any Error)?>(nil)
        let group = DispatchGroup()
        for number in 0..<connections {
            let connection = Unshared(try server.connect())
            let step = connections
            let thread = Thread {
                do {
                    for index in stride(from: number, to: bodies.count, by: step) {
                        try connection.value.post("/rest/v1/leads.json", bodies[index]).expectSuccess()
                    }
                } catch { failure.withLock { $0 = error } }
                group.leave()
            }
            group.enter()
            thread.start()
        }
        group.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
