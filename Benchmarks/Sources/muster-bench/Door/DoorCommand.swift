import ArgumentParser
import Foundation
import MusterModel
import MusterStore

/// What other clients notice of those who let the server wait, and what is left of work that nobody waits for.
struct DoorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "door", abstract: "Other clients beside those who say nothing, read nothing, or leave.")

    @Option(help: "A folder for databases, which are removed.") var folder: String
    @Option(help: "How long clients let the server wait.") var minutes = 1.0
    @Option(help: "Connections that say nothing.") var silent = 5_000
    @Option(help: "Connections that send a byte a second.") var slow = 500
    @Option(help: "Connections that never read a large answer.") var deaf = 300
    @Option(help: "Counts that are abandoned, one after the other.") var abandoned = 50
    @Option(help: "People in the database.") var people = 100_000

    func run() async throws {
        try Descriptors.raise(to: silent + slow + deaf + 1_000)
        try await Instance.temporary(in: folder) { path in
            let scene = try await DoorScene(path, people: people)
            try crowd(scene)
            try leaving(scene)
            try fewDescriptors(scene)
        }
    }

    private func crowd(_ scene: DoorScene) throws {
        let server = try ServerProcess(database: scene.path, log: scene.log)
        defer { server.stop() }
        let others = try scene.readers(server)
        let writes = try scene.writer(server)
        pause(2)
        _ = others.take()
        pause(3)
        let quiet = others.take()
        print("alone: \(quiet.summary)")
        let bad = [
            BadClients(.silent, silent, at: server), BadClients(.slow, slow, at: server),
            BadClients(.deaf, deaf, at: server),
        ]
        var samples: [Sample] = []
        for round in 1...max(4, Int(minutes * 12)) {
            pause(5)
            let sample = Sample(server, scene, others.take())
            samples.append(sample)
            if round.isMultiple(of: minutes > 2 ? 6 : 1) { print("\(round * 5) s: \(sample.summary)") }
        }
        print(bad.map(\.summary).joined(separator: "; "))
        for bad in bad { bad.stop() }
        try others.stop()
        try writes.stop()
        let all = Latencies(samples.flatMap(\.others.sorted))
        // The first quarter is that of growing.
        let (before, after) = (samples[samples.count / 4], samples[samples.count - 1])
        print("others beside them: \(all.summary) (bar: p99 10 ms)")
        print(
            "growth since a quarter of the time: \(Int(after.memory - before.memory)) MiB of memory, \(after.descriptors - before.descriptors) descriptors"
        )
        print("write-ahead log: \(samples.map(\.log).max() ?? 0) MiB at most (bar 64 and the largest transaction)")
        pause(2)
        print("when they are gone: \(Sample(server, scene, Latencies([])).rest)")
    }

    private func leaving(_ scene: DoorScene) throws {
        let server = try ServerProcess(database: scene.path, log: scene.log)
        defer { server.stop() }
        let others = try scene.readers(server)
        pause(2)
        _ = others.take()
        var stillWorking = 0
        var log = 0
        for _ in 0..<abandoned {
            var client: PlainConnection? = try server.connect()
            try client?.ask(scene.count)
            pause(0.3)
            client = nil
            pause(0.1)
            let before = server.questionTime()
            pause(0.05)
            if server.questionTime() > before { stillWorking += 1 }
            log = max(log, scene.logSize)
        }
        let busy = others.take()
        try others.stop()
        print("others beside \(abandoned) abandoned counts: \(busy.summary) (bar: p99 10 ms)")
        print("counts that went on 100 ms after their client had left: \(stillWorking) (bar 0)")
        print("write-ahead log: \(log) MiB at most")
    }

    private func fewDescriptors(_ scene: DoorScene) throws {
        let server = try ServerProcess(database: scene.path, descriptors: 1_024, log: scene.log)
        defer { server.stop() }
        let first = try server.connect()
        try first.get(scene.light).expectSuccess()
        let bad = BadClients(.silent, 1_200, at: server)
        pause(3)
        try first.get(scene.light).expectSuccess()
        let further = try server.connect().get(scene.light).status
        print("with 1,024 descriptors and \(bad.summary): who was there is answered, further ones \(further) (bar 503)")
        bad.stop()
        pause(0.5)
        try server.connect().get(scene.light).expectSuccess()
        let lines = try String(contentsOfFile: scene.log, encoding: .utf8).split(separator: "\n")
        print("log: \(lines.filter { $0.contains("connections") }.joined(separator: "\n     "))")
    }
}

/// What a server takes at a moment.
private struct Sample {
    let others: Latencies
    /// In MiB.
    let memory: Double
    let descriptors: Int
    let log: Int

    init(_ server: ServerProcess, _ scene: DoorScene, _ others: Latencies) {
        self.others = others
        memory = server.memory().anonymous
        descriptors = server.descriptors()
        log = scene.logSize
    }

    var rest: String { "memory \(Int(memory)) MiB, \(descriptors) descriptors, write-ahead log \(log) MiB" }
    var summary: String { "others \(others.summary); \(rest)" }
}
