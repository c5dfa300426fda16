import Foundation
import Synchronization

/// The real `muster serve` in a process of its own, which a test may kill at any moment.
///
/// Nothing here waits for a span of time: the server's own lines say how far it is.
final class ServerProcess: Sendable {
    struct Failed: Error, CustomStringConvertible { let description: String }

    /// `http://127.0.0.1:port`, once it listens.
    let base: String
    private let process: Process
    private let errors: LineReader

    static let clientID = "test-client"
    static let clientSecret = "test-secret"

    /// Starts the server on a free port and returns when it answers requests.
    static func start(database: String, _ arguments: [String] = []) async throws -> ServerProcess {
        let process = Process()
        process.executableURL = try executable()
        process.arguments =
            ["serve", "--database", database, "--port", "0", "--log-level", "debug"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            "MUSTER_CLIENT_ID": clientID, "MUSTER_CLIENT_SECRET": clientSecret,
        ]) { $1 }
        let (output, errors) = (LineReader(), LineReader())
        process.standardOutput = output.pipe
        process.standardError = errors.pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        while let line = await output.next() {
            guard let start = line.range(of: "listens on ") else { continue }
            let rest = line[start.upperBound...]
            return ServerProcess(String(rest.prefix { $0 != " " }), process, errors)
        }
        process.waitUntilExit()
        throw Failed(description: "the server ended before it listened: \(await errors.rest())")
    }

    private init(_ base: String, _ process: Process, _ errors: LineReader) {
        self.base = base
        self.process = process
        self.errors = errors
    }

    /// Returns once `count` more log lines contain the text; false when the server ends first.
    func logs(_ text: String, count: Int = 1) async -> Bool {
        var left = count
        while left > 0 {
            guard let line = await errors.next() else { return false }
            if line.contains(text) { left -= 1 }
        }
        return true
    }

    /// Ends it without a chance to put anything in order.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to end, and waits until it has; returns its exit code.
    func terminate() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// `muster`, which is built beside the tests.
    static func executable() throws -> URL {
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

/// The lines of a pipe, one by one, as they come.
final class LineReader: Sendable {
    let pipe = Pipe()
    private let lines: AsyncStream<String>

    init() {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let partial = Mutex<[UInt8]>([])
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return continuation.finish()
            }
            let complete = partial.withLock { bytes -> [String] in
                bytes += data
                guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
                let text = String(decoding: bytes[..<end], as: UTF8.self)
                bytes.removeSubrange(...end)
                return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            }
            for line in complete { continuation.yield(line) }
        }
    }

    /// `nil` when the process has closed its end.
    func next() async -> String? {
        for await line in lines { return line }
        return nil
    }

    func rest() async -> String {
        var text: [String] = []
        for await line in lines { text.append(line) }
        return text.joined(separator: "\n")
    }
}
