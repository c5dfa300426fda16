/// Whether the memory of one process settles: it may grow while it learns its work, but not for ever.
struct ChaosMemory: Sendable {
    /// In KiB, one sample a step, of the whole life of the process.
    let samples: [Int]

    /// Fewer say nothing.
    private static let fewest = 9
    /// What ups and downs are allowed.
    private static let ease = 10_000

    /// The most that it held in the second and in the last third of its life; `nil` when it did not
    /// live long enough to tell.
    var peaks: (before: Int, after: Int)? {
        guard samples.count >= Self.fewest else { return nil }
        let third = samples.count / 3
        return (samples[third..<2 * third].max() ?? 0, samples[(2 * third)...].max() ?? 0)
    }

    var settles: Bool {
        guard let peaks else { return true }
        return peaks.after <= peaks.before + peaks.before / 10 + Self.ease
    }
}
