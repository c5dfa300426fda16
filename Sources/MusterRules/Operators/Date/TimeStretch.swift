import Foundation
import MusterModel

/// A stretch of time in the two forms that fields come in.
struct TimeStretch {
    /// For date fields, which hold a calendar day.
    let days: Bounds<CalendarDay>
    /// For date-time fields and activities.
    let instants: Bounds<Instant>

    init(days: Bounds<CalendarDay>, instants: Bounds<Instant>) {
        self.days = days
        self.instants = instants
    }

    /// Whole days, both included, from midnight to midnight in the zone.
    init(days first: CalendarDay, through last: CalendarDay, in zone: TimeZone) {
        days = .closed(first, last)
        instants = .halfOpen(zone.startOfDay(first), zone.startOfDay(last.adding(days: 1)))
    }

    /// A stretch of instants; a day belongs to it when its midnight does.
    init(instants: Bounds<Instant>, in zone: TimeZone) {
        self.instants = instants
        let lower = instants.lower.map { end -> Bounds<CalendarDay>.End in
            let day = zone.localDateTime(of: end.value).day
            let startsThere = end.isIncluded && zone.startOfDay(day) == end.value
            return .init(day, included: startsThere)
        }
        let upper = instants.upper.map { end -> Bounds<CalendarDay>.End in
            let day = zone.localDateTime(of: end.value).day
            let startsThere = zone.startOfDay(day) == end.value
            return .init(day, included: end.isIncluded || !startsThere)
        }
        days = .init(lower: lower, upper: upper)
    }
}
