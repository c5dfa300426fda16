import Foundation
import MusterModel

/// A date that a rule gives: a whole day, or an instant when it has a time part.
struct AbsoluteDate {
    /// The day on which it falls in the zone; what date fields are compared with.
    let day: CalendarDay
    /// The first instant of the day, or the instant.
    let start: Bounds<Instant>.End
    /// The last bound of the day (midnight of the next, not included), or the instant.
    let end: Bounds<Instant>.End
    /// The whole day, or the minute of the instant.
    let unit: Bounds<Instant>

    /// Reads `yyyy-MM-dd` or ISO 8601; without an offset the zone's clocks are meant.
    init?(_ text: String, in zone: TimeZone) {
        let text = text.trimmingBlanks
        if let day = CalendarDay(text) {
            let midnight = zone.startOfDay(day)
            let next = zone.startOfDay(day.adding(days: 1))
            self.day = day
            start = .init(midnight, included: true)
            end = .init(next, included: false)
            unit = .halfOpen(midnight, next)
        } else if let instant = Instant(text: text, zone: zone) {
            day = zone.localDateTime(of: instant).day
            start = .init(instant, included: true)
            end = .init(instant, included: true)
            // The remainder is negative before 1970, where the minute still begins before it.
            let intoMinute = (instant.milliseconds % 60_000 + 60_000) % 60_000
            let minute = instant.adding(milliseconds: -intoMinute)
            unit = .halfOpen(minute, minute.adding(seconds: 60))
        } else {
            return nil
        }
    }

    /// Up to the beginning of it, which is not included.
    var before: Bounds<Instant> { .before(start.value) }
    /// From the end of it, which is not included.
    var after: Bounds<Instant> { .init(lower: .init(end.value, included: !end.isIncluded)) }
}
