import Foundation
public import MusterModel

/// The system's time: with `SystemRandom` the only place of the product that asks the system for
/// anything unpredictable.
public struct SystemClock: MusterClock {
    public init() {}

    public var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }
    public var isSimulated: Bool { false }

    /// Sleeps in stretches, so that a clock that was set or a machine that was suspended is noticed.
    public func sleep(until deadline: Instant) async throws {
        while true {
            let left = deadline.milliseconds.subtractingReportingOverflow(now.milliseconds)
            guard left.partialValue > 0 || left.overflow else { return }
            try await Task.sleep(
                for: .milliseconds(left.overflow ? Self.stretch : min(left.partialValue, Self.stretch)))
        }
    }

    /// The wait of a caller who does not care about the instance's clock.
    static func patience(_ seconds: Int64) async throws {
        let clock = SystemClock()
        try await clock.sleep(until: clock.now.adding(seconds: seconds))
    }

    private static let stretch: Int64 = 60_000
}

/// Unpredictable bytes for ids, tokens and secrets.
enum SystemRandom {
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
