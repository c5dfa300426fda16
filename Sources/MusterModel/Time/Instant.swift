public import Foundation

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

extension Instant {
    /// `2015-08-24T20:17:23Z`: the lead database's form.
    public var iso8601: String { utcText(suffix: "Z") }

    /// `2016-09-10T23:16:19Z+0000`: the asset API's form.
    public var assetText: String { utcText(suffix: "Z+0000") }

    private func utcText(suffix: String) -> String {
        let whole = seconds
        let days = whole.flooringDivision(by: 86_400)
        let rest = Int(whole - days * 86_400)
        let day = CalendarDay(ordinal: Int(days))
        return "\(day)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))\(suffix)"
    }

    /// Reads every form of date-time that the contract accepts; `nil` for anything else.
    ///
    /// `2016-09-10`, `2016-09-10T23:15[:00[.123]]` followed by nothing, `Z`, `±hh[[:]mm]` or
    /// `Z+0000`; a blank may stand for `T`, and for the `+` of an offset, because an unencoded
    /// plus in a query decodes to a blank. Fractions are cut to whole milliseconds. Text without
    /// an offset is read in `zone` (the wire: UTC; rules: the subscription's zone).
    public init?(text: some StringProtocol, zone: TimeZone = .gmt) {
        var scanner = DateTimeScanner(text)
        guard let parsed = scanner.scan() else { return nil }
        if let offset = parsed.offsetSeconds {
            let local = Int64(parsed.day.ordinal) * 86_400_000 + parsed.millisecondOfDay
            self.init(milliseconds: local - Int64(offset) * 1000)
        } else {
            self = zone.instant(
                of: LocalDateTime(day: parsed.day, millisecondOfDay: parsed.millisecondOfDay))
        }
    }
}

private struct DateTimeScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

    mutating func scan() -> (day: CalendarDay, millisecondOfDay: Int64, offsetSeconds: Int?)? {
        guard let year = digits(4), take("-"), let month = digits(2), take("-"), let dayNumber = digits(2),
            let day = CalendarDay(year: year, month: month, day: dayNumber)
        else { return nil }
        if rest.isEmpty { return (day, 0, nil) }
        guard take("T") || take("t") || take(" "), let hour = digits(2), hour < 24, take(":"),
            let minute = digits(2), minute < 60
        else { return nil }
        var milliseconds = Int64(hour * 3600 + minute * 60) * 1000
        if take(":") {
            guard let second = digits(2), second < 60 else { return nil }
            milliseconds += Int64(second) * 1000
            if take(".") {
                guard let fraction = fraction() else { return nil }
                milliseconds += fraction
            }
        }
        guard let offset = offset() else { return nil }
        return (day, milliseconds, offset)
    }

    /// The outer optional is failure, the inner one is 'no offset given'.
    private mutating func offset() -> Int?? {
        if rest.isEmpty { return .some(nil) }
        if take("Z") || take("z") {
            if rest.isEmpty { return 0 }
            guard take("+") || take(" "), let zeros = digits(4), zeros == 0, rest.isEmpty else { return nil }
            return 0
        }
        let sign: Int
        if take("-") { sign = -1 } else if take("+") || take(" ") { sign = 1 } else { return nil }
        guard let hours = digits(2), hours <= 18 else { return nil }
        var minutes = 0
        if !rest.isEmpty {
            _ = take(":")
            guard let given = digits(2), given < 60 else { return nil }
            minutes = given
        }
        guard rest.isEmpty else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let byte = rest.first, (48...57).contains(byte) {
            if count < 3 { value = value * 10 + Int64(byte - 48) }
            count += 1
            rest.removeFirst()
        }
        guard count > 0 else { return nil }
        while count < 3 {
            value *= 10
            count += 1
        }
        return value
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest.removeFirst(count)
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }
}

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

    /// From the midnight with which that day begins up to the next one.
    public var wholeDay: Range<Instant> {
        let today = today
        return timeZone.startOfDay(today)..<timeZone.startOfDay(today.adding(days: 1))
    }
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
