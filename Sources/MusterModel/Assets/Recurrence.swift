/// When a batch campaign runs again and again, in the subscription's wall-clock time.
/// - Source: Adobe's asset swagger, `Recurrence`; clamping and catch-up are our choice.
public struct Recurrence: Sendable, Hashable {
    public enum Interval: String, Sendable, CaseIterable {
        case daily = "Daily", weekly = "Weekly", monthly = "Monthly"
    }
    /// Monthly: a fixed day (clamped to the month's last), or the n-th weekday.
    public enum MonthDay: Sendable, Hashable {
        case day(Int)
        case weekday(Weekday, week: Int)
    }

    public var startAt: Instant
    /// Inclusive; `nil` is endless.
    public var endAt: Instant?
    public var interval: Interval
    /// Every n days, weeks or months; at least 1.
    public var every: Int
    /// Daily only: weekend days are dropped, not shifted.
    public var weekdayOnly: Bool
    /// Weekly only; empty means the weekday of `startAt`.
    public var weekdays: [Weekday]
    /// Monthly only; `nil` means the day of `startAt`.
    public var monthDay: MonthDay?

    public init(
        startAt: Instant, endAt: Instant? = nil, interval: Interval, every: Int = 1, weekdayOnly: Bool = false,
        weekdays: [Weekday] = [], monthDay: MonthDay? = nil
    ) {
        self.startAt = startAt
        self.endAt = endAt
        self.interval = interval
        self.every = every
        self.weekdayOnly = weekdayOnly
        self.weekdays = weekdays
        self.monthDay = monthDay
    }
}
