import Foundation
import Synchronization

/// A process whose output is read as it comes and whose end is waited for by the system call.
///
/// Foundation's `Process` now and then misses the end of a short child while many threads are busy,
/// so it is not used here.
final class ChildProcess: Sendable {
    struct NotStarted: Error { let code: Int32 }

    let output: LineReader
    let errors: LineReader
    let identifier: pid_t
    private let ended = DispatchSemaphore(value: 0)
    private let status = Mutex<Int32?>(nil)

    /// Between the making of a pipe and its mark no other child may be started.
    private static let starting = Mutex<Void>(())

    init(
        _ executable: URL, _ arguments: [String], environment: [String: String], killedAt point: KillPoint? = nil
    ) throws {
        (output, errors, identifier) = try Self.starting.withLock { _ in
            let (output, errors) = (try LineReader(), try LineReader())
            let identifier = try Self.spawn(
                executable.path, [executable.path] + arguments,
                ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" },
                output: output.writeEnd, errors: errors.writeEnd)
            return (output, errors, identifier)
        }
        if let point { kill(at: point) }
        output.start()
        errors.start()
        Thread.detachNewThread { [self] in
            var raw: Int32 = 0
            while waitpid(identifier, &raw, 0) == -1, errno == EINTR {}
            let signal = raw & 0x7F
            status.withLock { $0 = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal }
            ended.signal()
        }
    }

    func signal(_ number: Int32) {
        // Its number may be another's by now.
        guard !hasEnded else { return }
        _ = Foundation.kill(identifier, number)
    }

    /// Kills it at a line of its error output, from now on.
    func kill(at point: KillPoint) {
        errors.watch { [identifier] line in if point.isReached(by: line) { _ = Foundation.kill(identifier, SIGKILL) } }
    }

    /// Blocks until it has ended; of a process ended by a signal 128 and the signal's number.
    func exitCode() -> Int32 {
        if let code = status.withLock({ $0 }) { return code }
        ended.wait()
        ended.signal()
        return status.withLock { $0 } ?? -1
    }

    /// As `exitCode`, but `nil` when it has not ended after so many seconds.
    func exitCode(within seconds: Double) -> Int32? {
        guard status.withLock({ $0 }) == nil else { return exitCode() }
        guard ended.wait(timeout: .now() + seconds) == .success else { return nil }
        ended.signal()
        return exitCode()
    }

    var hasEnded: Bool { status.withLock { $0 != nil } }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String], output: Int32, errors: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var argumentList = arguments.map { strdup($0) } + [nil]
        var environmentList = environment.map { strdup($0) } + [nil]
        defer { for text in argumentList + environmentList { free(text) } }
        var identifier = pid_t()
        let code = posix_spawn(&identifier, path, &actions, nil, &argumentList, &environmentList)
        guard code == 0 else { throw NotStarted(code: code) }
        return identifier
    }
}

/// The lines of a pipe, one by one, as they come.
///
/// The pipe is as small as the system makes one, some thirty lines, so that who writes is never further ahead
/// of who reads than that.
final class LineReader: Sendable {
    /// For the child; closed here once the child has it.
    let writeEnd: Int32
    private let readEnd: Int32
    let lines: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation
    private let watcher = Mutex<(@Sendable (String) -> Void)?>(nil)
    /// `F_SETPIPE_SZ`, which the headers keep from Swift.
    private static let setPipeSize: Int32 = 1031

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ChildProcess.NotStarted(code: errno) }
        // Not for any other child, which would keep the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], Self.setPipeSize, 4096)
        (readEnd, writeEnd) = (ends[0], ends[1])
        (lines, continuation) = AsyncStream.makeStream(of: String.self)
    }

    /// Shows every line to `body` before anybody else, on the thread that reads: nothing more is read until it
    /// has returned.
    func watch(_ body: @escaping @Sendable (String) -> Void) { watcher.withLock { $0 = body } }

    /// Begins to read, after the child was started.
    func start() {
        close(writeEnd)
        Thread.detachNewThread { [self] in
            var partial: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(readEnd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                partial += buffer[..<count]
                while let end = partial.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: partial[..<end], as: UTF8.self)
                    watcher.withLock { $0 }?(line)
                    continuation.yield(line)
                    partial.removeSubrange(...end)
                }
            }
            if !partial.isEmpty { continuation.yield(String(decoding: partial, as: UTF8.self)) }
            close(readEnd)
            continuation.finish()
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
