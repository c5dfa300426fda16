import Foundation
public import MusterModel

extension SeededGenerator {
    /// The seed of this run: `MUSTER_SEED`, else a new one. Printed, so that a failure can be had
    /// again.
    public static func seedOfRun(_ test: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["MUSTER_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("\(test): repeat with MUSTER_SEED=\(seed)")
        return seed
    }

    /// `counts` many of what `make` gives.
    public mutating func some<T>(_ counts: ClosedRange<Int>, _ make: (inout SeededGenerator) -> T) -> [T] {
        let count = number(counts)
        return (0..<count).map { _ in make(&self) }
    }
}
