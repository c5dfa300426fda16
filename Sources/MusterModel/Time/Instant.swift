/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, may be negative.
///
/// This is also how instants are stored.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

    /// Whole seconds since 1970, rounded down also before 1970.
    public var seconds: Int64 { milliseconds.flooringDivision(by: 1000) }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// Saturates at the ends of the range in place of trapping, because spans come from users.
    public func adding(milliseconds delta: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        return Instant(milliseconds: overflow ? (delta > 0 ? .max : .min) : sum)
    }

    public func adding(seconds delta: Int64) -> Instant {
        let (product, overflow) = delta.multipliedReportingOverflow(by: 1000)
        return adding(milliseconds: overflow ? (delta > 0 ? .max : .min) : product)
    }

    /// `2016-09-10T23:16:19Z`: UTC, whole seconds, cut off.
    public var description: String { iso8601 }
}

extension Int64 {
    func flooringDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
