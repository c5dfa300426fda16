import Foundation
import MusterModel
import Synchronization

/// What a run has found: each kind of fault once, with the input that shows it in a file of its own.
final class FuzzFindings: Sendable {
    struct Finding: Sendable, CustomStringConvertible {
        let kind: String
        let description: String
    }
    let seed: UInt64
    private let found = Mutex<[Finding]>([])
    private let counted = Mutex<[String: Int]>([:])
    private let isKept: Bool
    /// Of each kind more than one is the same again.
    private static let most = 40

    /// - Parameter isKept: whether inputs are written to files.
    init(seed: UInt64, isKept: Bool = true) {
        self.seed = seed
        self.isKept = isKept
    }

    var all: [Finding] { found.withLock { $0 } }

    /// - Parameter inputs: the requests that show it, in their order.
    func add(_ kind: String, _ text: String, inputs: [[UInt8]] = []) {
        let number = found.withLock { found -> Int? in
            guard !found.contains(where: { $0.kind == kind }), found.count < Self.most else { return nil }
            found.append(Finding(kind: kind, description: ""))
            return found.count
        }
        guard let number else { return }
        var lines = ["\(kind): \(text.prefix(2_000))", "MUSTER_SEED=\(seed)"]
        if isKept, !inputs.isEmpty { lines.append("again: \(keep(inputs, number))") }
        let finding = Finding(kind: kind, description: lines.joined(separator: "\n"))
        print("fuzz: \(finding.description)")
        found.withLock { $0[number - 1] = finding }
    }

    private func keep(_ inputs: [[UInt8]], _ number: Int) -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("muster-fuzz-\(seed)-\(number)")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (index, input) in inputs.enumerated() {
                try Data(input).write(to: folder.appendingPathComponent("\(String(format: "%03d", index)).http"))
            }
            return "MUSTER_FUZZ_INPUT=\(folder.path) make fuzz"
        } catch {
            return "the inputs could not be kept: \(error)"
        }
    }

    func count(_ what: String) { counted.withLock { $0[what, default: 0] += 1 } }

    var summary: String {
        counted.withLock { $0.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" } }
            .joined(separator: ", ")
    }
}
