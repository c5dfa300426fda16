import Foundation
import MusterModel
import Synchronization

/// What a chaos run did, how often each kind of action succeeded, and what it found wrong.
///
/// `MUSTER_CHAOS_JOURNAL` names a file to which every call is written as it is made.
final class ChaosJournal: Sendable {
    /// Something that must never happen, with the calls that went before.
    struct Finding: Sendable, CustomStringConvertible {
        let kind: String
        let what: String
        let before: [String]

        var description: String { "\(kind): \(what)\nafter\n\(before.joined(separator: "\n"))" }
    }

    struct Tally: Sendable {
        var succeeded = 0
        var refused = 0
        /// Ended by a restart of the server, which may or may not have done it.
        var cutOff = 0
    }

    private struct State {
        var lines: [String] = []
        var findings: [Finding] = []
        /// How often each finding came again.
        var repeated: [String: Int] = [:]
        var tallies: [ChaosAction: Tally] = [:]
        var codes: [String: Int] = [:]
        var slowest: [String: Double] = [:]
        var remarks: [String] = []
    }
    private let state = Mutex(State())
    private let file: FileHandle?
    private let started = ContinuousClock.now
    private static let remembered = 15

    /// - Parameter isKept: whether it also goes to the file that the environment names.
    init(isKept: Bool) {
        file =
            !isKept
            ? nil
            : ProcessInfo.processInfo.environment["MUSTER_CHAOS_JOURNAL"].flatMap { path in
                if !FileManager.default.fileExists(atPath: path) {
                    _ = FileManager.default.createFile(atPath: path, contents: nil)
                }
                let file = FileHandle(forWritingAtPath: path)
                _ = try? file?.seekToEnd()
                return file
            }
    }

    func note(_ line: String) {
        let stamped = "\(String(format: "%8.3f", (ContinuousClock.now - started).inSeconds)) \(line)"
        state.withLock { state in
            // What the checks read says nothing of how it came about.
            if !line.hasPrefix("observer GET") { state.lines.append(String(stamped.prefix(400))) }
            if state.lines.count > Self.remembered { state.lines.removeFirst() }
            file?.write(Data((stamped + "\n").utf8))
        }
    }

    /// - Parameter signature: what makes two findings the same one; only the first is told in full.
    func found(_ kind: String, _ what: String, signature: String? = nil) {
        note("FOUND \(kind): \(what)")
        state.withLock { state in
            let key = "\(kind): \(signature ?? what)"
            state.repeated[key, default: 0] += 1
            guard state.repeated[key] == 1 else { return }
            state.findings.append(Finding(kind: kind, what: what, before: state.lines))
        }
    }

    func count(_ action: ChaosAction, _ outcome: any WritableKeyPath<Tally, Int> & Sendable) {
        state.withLock { $0.tallies[action, default: Tally()][keyPath: outcome] += 1 }
    }

    func count(code: String) { state.withLock { $0.codes[code, default: 0] += 1 } }

    /// Keeps the longest of each kind.
    func took(_ what: String, _ seconds: Double) {
        state.withLock { $0.slowest[what] = max($0.slowest[what] ?? 0, seconds) }
    }

    /// Says something in the summary.
    func remark(_ line: String) {
        note(line)
        state.withLock { $0.remarks.append(line) }
    }

    var findings: [Finding] { state.withLock { $0.findings } }

    /// The kinds of action that never succeeded.
    var barren: [ChaosAction] {
        state.withLock { state in ChaosAction.allCases.filter { state.tallies[$0]?.succeeded ?? 0 == 0 } }
    }

    /// A table for the log of the test.
    var summary: String {
        state.withLock { state in
            let actions = ChaosAction.allCases.map { action -> String in
                let tally = state.tallies[action] ?? Tally()
                return
                    "  \(action.rawValue): \(tally.succeeded) done, \(tally.refused) refused, \(tally.cutOff) cut off"
            }
            let codes = state.codes.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }
            let slowest = state.slowest.sorted { $0.key < $1.key }.map {
                "\($0.key) \(String(format: "%.3f", $0.value)) s"
            }
            let repeated = state.repeated.sorted { $0.key < $1.key }.map { "  \($0.value) × \($0.key)" }
            return
                (["actions"] + actions + ["codes: \(codes.joined(separator: ", "))"]
                + ["slowest: \(slowest.joined(separator: ", "))"] + state.remarks + ["found"] + repeated).joined(
                    separator: "\n")
        }
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
