import ArgumentParser
import Foundation

/// Bulk lead load and a batch flow, each against a plain prepared-statement SQLite program that
/// writes the same rows into the same schema.
struct StorageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "Bulk lead load and batch flow against plain SQLite.")

    @Option(help: "People to load.") var leads = 100_000
    @Option(help: "Activities in the database before the flow runs.") var activities = 1_000_000
    @Option(help: "Rounds; the medians are reported.") var rounds = 3
    @Option(help: "People per transaction of the flow; the server's default when missing.") var chunk: Int?
    @Option(help: "Folder for the databases.") var folder = NSTemporaryDirectory()

    func run() async throws {
        var load: [Double] = []
        var flow: [Double] = []
        for round in 1...rounds {
            let people = Population(leads: leads, activities: activities)
            let plain = try await measure("plain-\(round)") { try await PlainProgram(path: $0).run(people) }
            let muster = try await measure("muster-\(round)") {
                try await MusterProgram(path: $0, chunk: chunk).run(people)
            }
            load.append(plain.load / muster.load)
            flow.append(plain.flow / muster.flow)
            print(
                "round \(round): load \(rate(plain.load)) plain, \(rate(muster.load)) Muster;"
                    + " flow \(rate(plain.flow)) plain, \(rate(muster.flow)) Muster (leads/s)")
        }
        print("bulk lead load: ratio \(median(load)) (bar 0.75)")
        print("batch flow: ratio \(median(flow)) (bar 0.55)")
    }

    private func measure(_ name: String, _ body: (String) async throws -> Timings) async throws -> Timings {
        let directory = URL(fileURLWithPath: folder).appendingPathComponent("muster-bench-\(getpid())-\(name)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try await body(directory.appendingPathComponent("bench.db").path)
    }

    private func rate(_ seconds: Double) -> Int { Int(Double(leads) / seconds) }
}

/// Seconds that the two measured parts took.
struct Timings {
    var load: Double
    var flow: Double
}

func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    let elapsed = (clock.now - start).components
    return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
}
