import Foundation
import Foundation
public import MusterModel

/// The clock of tests: it stands still until it is moved, and sleepers wake when it is.
public typealias TestClock = SimulatedClock

extension SimulatedClock {
    /// Tuesday, 2024-03-05, noon UTC: no edge of anything.
    public static let usualNow = Instant(seconds: 1_709_640_000)

    public convenience init() { self.init(now: Self.usualNow) }

    public func advance(by period: RelativePeriod) { move(to: period.after(now, in: .gmt)) }
}
