import Foundation

/// `muster serve` on a database, from the folder of this program.
final class ServerProcess {
    let port: Int
    let token: String
    private let process: Process

    private static let credentials = ["MUSTER_CLIENT_ID": "bench", "MUSTER_CLIENT_SECRET": "bench-secret"]

    /// Returns when the server answers.
    /// - Parameters:
    ///   - descriptors: how many it may have; `nil` for as many as this program.
    ///   - log: the file for its log, which otherwise comes here as far as it tells of errors.
    init(database: String, descriptors: Int? = nil, log: String? = nil) throws {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let process = Process()
        let muster = folder.appendingPathComponent("muster")
        let port = Int.random(in: 20_000..<30_000)
        let arguments = [
            "serve", "--database", database, "--port", "\(port)", "--clock", "real", "--log-level",
            log == nil ? "error" : "notice",
        ]
        if let descriptors {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "ulimit -n \(descriptors); exec \"$0\" \"$@\"", muster.path] + arguments
        } else {
            process.executableURL = muster
            process.arguments = arguments
        }
        if let log {
            guard FileManager.default.createFile(atPath: log, contents: nil) else {
                throw BenchmarkError("no log can be written to \(log)")
            }
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        }
        process.environment = ProcessInfo.processInfo.environment.merging(Self.credentials) { $1 }
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        self.process = process
        self.port = port
        var token: String?
        for _ in 0..<600 where token == nil && process.isRunning {
            Thread.sleep(forTimeInterval: 0.05)
            guard let connection = try? PlainConnection(port: port) else { continue }
            let answer = try connection.get(
                "/identity/oauth/token?grant_type=client_credentials&client_id=bench&client_secret=bench-secret")
            token = answer.text.split(separator: "\"access_token\":\"").last?.split(separator: "\"").first.map(
                String.init)
        }
        guard let token else { throw BenchmarkError("the server did not start") }
        self.token = token
    }

    func connect() throws -> PlainConnection { try PlainConnection(port: port, token: token) }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// In MiB. `anonymous` is what only the process itself can give back; `resident` has the pages of the
    /// mapped database file in it, which the system takes away when it needs the room.
    struct Memory {
        var anonymous = 0.0
        var resident = 0.0
    }

    /// How many descriptors it has; zero where the system does not say.
    func descriptors() -> Int { files("fd").count }

    /// How long the questions under way have used a processor, in hundredths of seconds.
    func questionTime() -> Int {
        files("task").reduce(0) { time, thread in
            // It may end meanwhile.
            let stat = try? String(
                contentsOfFile: "/proc/\(process.processIdentifier)/task/\(thread)/stat", encoding: .utf8)
            guard let stat, stat.contains("(muster.question"), let name = stat.lastIndex(of: ")") else { return time }
            return time
                + stat[name...].split(separator: " ").dropFirst(12).prefix(2).compactMap { Int($0) }.reduce(0, +)
        }
    }

    private func files(_ folder: String) -> [String] {
        // None where the system does not say.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/\(folder)")) ?? []
    }

    /// Zero where the system does not say.
    func memory() -> Memory {
        var memory = Memory()
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard words.count > 1, let kibibytes = Double(words[1]) else { continue }
            switch words[0] {
            case "RssAnon:": memory.anonymous = kibibytes / 1024
            case "VmRSS:": memory.resident = kibibytes / 1024
            default: break
            }
        }
        return memory
    }
}
