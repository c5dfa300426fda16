import Foundation

/// Random numbers that repeat: SplitMix64, which is small and good enough to choose test cases.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seed of this run: `MUSTER_SEED`, else a new one. Printed, so that a failure can be had
    /// again.
    public static func seedOfRun(_ test: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["MUSTER_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("\(test): repeat with MUSTER_SEED=\(seed)")
        return seed
    }
}

extension SeededGenerator {
    public mutating func pick<C: RandomAccessCollection>(_ choices: C) -> C.Element {
        choices[choices.index(choices.startIndex, offsetBy: Int.random(in: 0..<choices.count, using: &self))]
    }

    /// True with the probability of `percent` in a hundred.
    public mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// `counts` many of what `make` gives.
    public mutating func some<T>(_ counts: ClosedRange<Int>, _ make: (inout SeededGenerator) -> T) -> [T] {
        let count = number(counts)
        return (0..<count).map { _ in make(&self) }
    }
}
