public import Foundation

/// The instant an evaluation uses together with the subscription's time zone: taken once per
/// request, run or chunk, never read from the air.
public struct Moment: Sendable {
    public let instant: Instant
    public let timeZone: TimeZone

    public init(_ instant: Instant, in timeZone: TimeZone) {
        self.instant = instant
        self.timeZone = timeZone
    }

    /// The calendar day on which the instant falls in the zone.
    public var today: CalendarDay { timeZone.localDateTime(of: instant).day }
}

/// A wall-clock time of day and day, without a zone.
public struct LocalDateTime: Hashable, Sendable {
    public let day: CalendarDay
    /// 0 to 86,399,999.
    public let millisecondOfDay: Int64

    public init(day: CalendarDay, millisecondOfDay: Int64 = 0) {
        self.day = day
        self.millisecondOfDay = millisecondOfDay
    }
    public var hour: Int { Int(millisecondOfDay / 3_600_000) }
    public var minute: Int { Int(millisecondOfDay / 60_000) % 60 }
    public var second: Int { Int(millisecondOfDay / 1000) % 60 }
}

extension TimeZone {
    static let millisecondsPerDay: Int64 = 86_400_000

    public func localDateTime(of instant: Instant) -> LocalDateTime {
        let offset = offsetMilliseconds(at: instant)
        let local = instant.adding(milliseconds: offset).milliseconds
        let day = local.flooringDivision(by: Self.millisecondsPerDay)
        return LocalDateTime(
            day: CalendarDay(ordinal: Int(day)), millisecondOfDay: local - day * Self.millisecondsPerDay)
    }

    /// The instant at which the zone's clocks show `local`.
    ///
    /// A time that a spring change skips becomes the first valid instant after the gap; a time
    /// that an autumn change repeats is its first occurrence.
    public func instant(of local: LocalDateTime) -> Instant {
        let wanted = Int64(local.day.ordinal) * Self.millisecondsPerDay + local.millisecondOfDay
        let naive = Instant(milliseconds: wanted)
        // No zone is further than a day from UTC, so the offsets a day before and after are those
        // on both sides of any change near the wanted time.
        let before = offsetMilliseconds(at: naive.adding(milliseconds: -Self.millisecondsPerDay))
        let after = offsetMilliseconds(at: naive.adding(milliseconds: Self.millisecondsPerDay))
        for offset in [max(before, after), min(before, after)] {
            let candidate = naive.adding(milliseconds: -offset)
            if offsetMilliseconds(at: candidate) == offset { return candidate }
        }
        return transition(near: naive)
    }

    public func startOfDay(_ day: CalendarDay) -> Instant { instant(of: LocalDateTime(day: day)) }

    private func offsetMilliseconds(at instant: Instant) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        return Int64(secondsFromGMT(for: date)) * 1000
    }

    private func transition(near naive: Instant) -> Instant {
        let dayBefore = naive.adding(milliseconds: -Self.millisecondsPerDay)
        let start = Date(timeIntervalSince1970: Double(dayBefore.milliseconds) / 1000)
        guard let change = nextDaylightSavingTimeTransition(after: start) else { return naive }
        return Instant(milliseconds: Int64((change.timeIntervalSince1970 * 1000).rounded()))
    }
}
