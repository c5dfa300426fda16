import Foundation

/// What a process has used so far, as the system tells it.
struct ProcessCost: Sendable {
    /// Of all processors and threads, to a hundredth.
    var processorSeconds = 0.0
    /// Memory in KiB, now and at most.
    var resident = 0
    var peak = 0

    init() {}

    /// All zero for one that has ended.
    init(of process: pid_t) {
        // It may end meanwhile.
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let name = stat.lastIndex(of: ")")
        else { return }
        let ticks = stat[name...].split(separator: " ").dropFirst(12).prefix(2).compactMap { Int($0) }
        processorSeconds = Double(ticks.reduce(0, +)) / 100
        func size(_ key: String) -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
            return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
        (resident, peak) = (size("VmRSS:"), size("VmHWM:"))
    }

    static func forgetPeak(of process: pid_t) {
        // Where that cannot be written, the peak is that of its whole life: more is found, not less.
        try? "5".write(toFile: "/proc/\(process)/clear_refs", atomically: false, encoding: .utf8)
    }
}

/// What one input may cost at most.
struct FuzzLimits: Sendable {
    var processorSeconds: Double
    var memory: Int

    static let megabyte = 1 << 20

    /// 5 s of a processor and 200 MB above idle, of an optimised server. A debug build takes a dozen times as long,
    /// and somewhat more memory.
    static let usual: FuzzLimits = {
        #if DEBUG
            let isOptimised = ProcessInfo.processInfo.environment["MUSTER"] != nil
        #else
            let isOptimised = true
        #endif
        let slack = Double(ProcessInfo.processInfo.environment["MUSTER_FUZZ_SLACK"] ?? "") ?? (isOptimised ? 1 : 12)
        return FuzzLimits(processorSeconds: 5 * slack, memory: isOptimised ? 200_000 : 300_000)
    }()

    /// After so many seconds without an answer there will not be one that keeps to the limits.
    var patience: Int { max(30, Int(processorSeconds * 6)) }

    /// What is wrong with a cost; nothing when it keeps to the limits.
    func faults(of cost: FuzzCost) -> [String] {
        var faults: [String] = []
        if cost.processorSeconds > processorSeconds { faults.append("too much processor time") }
        if cost.memory > memory { faults.append("too much memory") }
        return faults
    }
}

/// What one input has cost: time of a processor, and KiB above what the process held before it.
struct FuzzCost: Sendable, CustomStringConvertible {
    var processorSeconds = 0.0
    var memory = 0

    init(processorSeconds: Double = 0, memory: Int = 0) {
        self.processorSeconds = processorSeconds
        self.memory = memory
    }

    init(from before: ProcessCost, to after: ProcessCost) {
        processorSeconds = after.processorSeconds - before.processorSeconds
        memory = after.peak - before.resident
    }

    var description: String { "\(String(format: "%.2f", processorSeconds)) s, \(memory / 1000) MB" }
}
