import Foundation

/// The real `muster serve` in a process of its own, which a test may kill at any moment.
///
/// Nothing here waits for a span of time: the server's own lines say how far it is.
final class ServerProcess: Sendable {
    struct Failed: Error, CustomStringConvertible { let description: String }

    /// `http://127.0.0.1:port`, once it listens.
    let base: String
    private let process: ChildProcess
    private let startedWithin: Double

    static let clientID = "test-client"
    static let clientSecret = "test-secret"

    /// Starts the server on a free port and returns when it answers requests.
    /// - Parameter descriptors: how many it may have; `nil` for as many as the tests.
    static func start(
        database: String, _ arguments: [String] = [], descriptors: Int? = nil
    ) async throws -> ServerProcess {
        let asked = ContinuousClock.now
        let process = try spawn(database, arguments, descriptors: descriptors)
        while let line = await process.output.next() {
            guard let start = line.range(of: "listens on ") else { continue }
            let rest = line[start.upperBound...]
            return ServerProcess(String(rest.prefix { $0 != " " }), process, (ContinuousClock.now - asked).inSeconds)
        }
        _ = process.exitCode()
        throw Failed(description: "the server ended before it listened: \(await process.errors.rest())")
    }

    /// Starts the server, and returns when it was killed at the point, which may come before it listens.
    static func startAndKill(database: String, _ arguments: [String] = [], at point: KillPoint) async throws {
        let process = try spawn(database, arguments, killedAt: point)
        let log = await process.errors.rest()
        guard process.exitCode() == 128 + SIGKILL else {
            throw Failed(description: "the server ended by itself: \(log)")
        }
    }

    private static func spawn(
        _ database: String, _ arguments: [String], killedAt point: KillPoint? = nil, descriptors: Int? = nil
    ) throws -> ChildProcess {
        var program = try executable()
        let usual = ["--database", database, "--port", "0", "--log-level", "debug", "--host-name", "a"]
        var arguments = ["serve"] + usual + arguments
        if let descriptors {
            // What it would inherit of the tests beside counts among them, however much that is.
            let closing = "for fd in /proc/self/fd/*; do fd=${fd##*/}; ((fd > 2)) && eval \"exec $fd>&-\"; done"
            arguments =
                ["-c", "\(closing); ulimit -n \(descriptors); exec \"$0\" \"$@\"", program.path] + arguments
            program = URL(fileURLWithPath: "/bin/bash")
        }
        return try ChildProcess(
            program, arguments,
            environment: ["MUSTER_CLIENT_ID": clientID, "MUSTER_CLIENT_SECRET": clientSecret], killedAt: point)
    }

    private init(_ base: String, _ process: ChildProcess, _ startedWithin: Double) {
        self.base = base
        self.process = process
        self.startedWithin = startedWithin
    }

    /// Returns once `count` more log lines contain all of the texts; false when the server ends first.
    func logs(_ texts: String..., count: Int = 1) async -> Bool {
        var left = count
        while left > 0 {
            guard let line = await process.errors.next() else { return false }
            if texts.allSatisfy(line.contains) { left -= 1 }
        }
        return true
    }

    /// Returns once it answers no question about people any more; false when one works on. Each has a thread
    /// of its own, which has ended when it has hardly used a processor since, however long that lasted.
    func questionsEnd() async throws -> Bool {
        let before = try questionTimes()
        while true {
            let now = try questionTimes()
            if now.isEmpty { return true }
            // Half a second.
            if now.contains(where: { $0.value - before[$0.key, default: 0] > 50 }) { return false }
            await Task.yield()
        }
    }

    /// How long each question under way has used a processor, in hundredths of seconds, by thread.
    private func questionTimes() throws -> [String: Int] {
        let threads = "/proc/\(process.identifier)/task"
        return try FileManager.default.contentsOfDirectory(atPath: threads).reduce(into: [:]) { times, thread in
            // It may end meanwhile.
            guard let stat = try? String(contentsOfFile: "\(threads)/\(thread)/stat", encoding: .utf8),
                stat.contains("(muster.question"), let name = stat.lastIndex(of: ")")
            else { return }
            let fields = stat[name...].split(separator: " ")
            times[thread] = fields.dropFirst(12).prefix(2).compactMap { Int($0) }.reduce(0, +)
        }
    }

    /// A token, by a connection of its own.
    func token() throws -> String {
        let connection = try connect()
        try connection.send(
            "GET /identity/oauth/token?grant_type=client_credentials&client_id=\(Self.clientID)"
                + "&client_secret=\(Self.clientSecret) HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try connection.read(through: "}")
        guard let start = answer.range(of: "\"access_token\":\"") else { throw Failed(description: answer) }
        return String(answer[start.upperBound...].prefix { $0 != "\"" })
    }

    func connect(patience seconds: Int = 300) throws -> RawConnection {
        guard let port = base.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw Failed(description: "no port in \(base)")
        }
        return try RawConnection(port: port, patience: seconds)
    }

    /// Ends it at a line of its log from now on, as `kill`. Whoever waits for an answer sees it cut off.
    func kill(at point: KillPoint) { process.kill(at: point) }

    /// Ends it without a chance to put anything in order.
    func kill() {
        process.signal(SIGKILL)
        _ = process.exitCode()
    }

    /// Asks it to end, and waits until it has; returns its exit code.
    func terminate() -> Int32 {
        process.signal(SIGTERM)
        return process.exitCode()
    }

    /// How many seconds it may take to end once it is asked to: two, or some starts on a machine that is slow
    /// or busy with other things.
    var endsWithin: Double { max(2, 4 * startedWithin) }

    /// As `terminate`, but `nil` when it has not ended after so many seconds.
    func terminate(within seconds: Double) -> Int32? {
        process.signal(SIGTERM)
        return process.exitCode(within: seconds)
    }

    /// Whether it has ended, by whatever cause.
    var hasEnded: Bool { process.hasEnded }

    /// Its log as it comes, for one reader.
    var logLines: AsyncStream<String> { process.errors.lines }

    /// What it has used so far.
    var cost: ProcessCost { ProcessCost(of: process.identifier) }

    /// From now on the peak is that of what comes.
    func forgetPeak() { ProcessCost.forgetPeak(of: process.identifier) }

    /// How much memory it holds, in KiB; `nil` where the system does not tell.
    var residentKilobytes: Int? {
        let status = try? String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }
    }

    /// `muster`, which is built beside the tests; `MUSTER` names another, such as an optimised one.
    static func executable() throws -> URL {
        if let named = ProcessInfo.processInfo.environment["MUSTER"] { return URL(fileURLWithPath: named) }
        let tests = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        var folder = tests.deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("muster")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        throw Failed(description: "there is no muster beside \(tests.path)")
    }
}
