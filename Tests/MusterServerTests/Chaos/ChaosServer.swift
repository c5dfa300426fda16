import Foundation
import MusterTesting

/// The server under test, which may be another process from one call to the next.
actor ChaosServer {
    private let database: String
    private let journal: ChaosJournal
    private var running: Task<ServerProcess, any Error>
    /// Goes up with every restart.
    private(set) var generation = 0
    /// Kilobytes, one sample a step; begins anew with each process.
    private(set) var residentSizes: [Int] = []
    private static let arguments = ["--chunk", "25", "--log-level", "warning"]

    init(database: String, journal: ChaosJournal) {
        self.database = database
        self.journal = journal
        running = Task {
            try await Self.start(database, journal, ["--clock", "simulated=2026-03-02T09:00:00Z"])
        }
    }

    /// The process to talk to, once it answers.
    func current() async throws -> (process: ServerProcess, generation: Int) {
        while true {
            let wanted = generation
            let process = try await running.value
            if wanted == generation { return (process, wanted) }
        }
    }

    enum Ending: String, CaseIterable { case terminated, killed }

    /// Ends the process in that way and starts another on the same database.
    func restart(
        _ ending: Ending, between meddle: @escaping @Sendable () async throws -> Void = {}
    ) async throws {
        let old = running
        generation += 1
        residentSizes = []
        let (database, journal) = (database, journal)
        journal.note("-- the server is \(ending.rawValue)")
        running = Task {
            Self.end(try await old.value, ending, journal)
            try await meddle()
            return try await Self.start(database, journal, [])
        }
        _ = try await running.value
    }

    /// Ends it for good.
    func stop() async throws { Self.end(try await running.value, .terminated, journal) }

    /// Takes a sample of the memory of the process.
    func sampleMemory() async throws {
        let process = try await running.value
        if let size = process.residentKilobytes { residentSizes.append(size) }
    }

    private static func end(_ process: ServerProcess, _ ending: Ending, _ journal: ChaosJournal) {
        guard ending == .terminated else { return process.kill() }
        let asked = ContinuousClock.now
        let code = process.terminate(within: ChaosLimits.patience)
        let seconds = (ContinuousClock.now - asked).inSeconds
        journal.took("SIGTERM", seconds)
        guard let code else {
            journal.found("shutdown", "SIGTERM did not end it in \(ChaosLimits.patience) s")
            return process.kill()
        }
        if code != 0 { journal.found("shutdown", "SIGTERM ended it with \(code)") }
        if seconds > process.endsWithin * ChaosLimits.slack {
            journal.found("shutdown", "SIGTERM took \(seconds) s", signature: "too slow")
        }
    }

    private static func start(
        _ database: String, _ journal: ChaosJournal, _ more: [String]
    ) async throws -> ServerProcess {
        let asked = ContinuousClock.now
        let process = try await ServerProcess.start(database: database, arguments + more)
        journal.took("start", (ContinuousClock.now - asked).inSeconds)
        Task {
            for await line in process.logLines where Self.isTrouble(line) {
                journal.found("log", String(line.prefix(1_500)), signature: Self.withoutNumbers(line))
            }
        }
        return process
    }

    /// A campaign that somebody has made invalid does not start: that is no trouble of the server.
    private static func isTrouble(_ line: String) -> Bool {
        (line.contains(" error ") || line.contains("Fatal")) && !line.contains("run not started")
    }

    /// So that the same trouble with other people and times is the same finding.
    private static func withoutNumbers(_ line: String) -> String {
        String(line.drop { $0 != " " }.filter { !$0.isNumber }.prefix(200))
    }
}

/// What the run allows, in seconds. `MUSTER_CHAOS_SLACK` multiplies it on a machine that is busy
/// with other things.
enum ChaosLimits {
    static let slack = Double(ProcessInfo.processInfo.environment["MUSTER_CHAOS_SLACK"] ?? "") ?? 1
    /// Until the canary campaign has reacted.
    static let canary = 1 * slack
    /// As many reads are answered in a tenth of that time unless the machine is slow, and then it takes longer.
    static let canaryReads = 30
    /// How long anything is waited for at all.
    static let patience = 30 * slack
}
