public import Foundation

/// A span such as `82 days`: a whole number and a unit word that is never abbreviated.
///
/// Minutes and hours are absolute. Days and weeks keep the wall-clock time in the zone; months
/// and years also clamp to the last day of the month.
/// - Source: Experience League, "Smart List Filter Operators Glossary" (examples documented);
///   that anything else is refused is our choice, because Marketo accepts `4 hrs` and then does
///   not wait.
public struct RelativePeriod: Hashable, Sendable, CustomStringConvertible {
    public enum Unit: String, CaseIterable, Sendable {
        case minute, hour, day, week, month, year
    }

    public let count: Int
    public let unit: Unit

    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads `3 weeks`, `1 Hour`; `nil` for anything else, such as `4 hrs` or `1.5 days`.
    public init?(_ text: some StringProtocol) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0].utf8.allSatisfy({ (48...57).contains($0) }),
            let count = Int(words[0]), count <= 1_000_000
        else { return nil }
        let word = words[1].lowercased()
        guard let unit = Unit.allCases.first(where: { word == $0.rawValue || word == $0.rawValue + "s" })
        else { return nil }
        self.init(count, unit)
    }

    /// True for minutes and hours, which count elapsed time and not calendar days.
    public var isAbsolute: Bool { unit == .minute || unit == .hour }

    public func after(_ instant: Instant, in zone: TimeZone) -> Instant { shift(instant, by: count, in: zone) }
    public func before(_ instant: Instant, in zone: TimeZone) -> Instant { shift(instant, by: -count, in: zone) }

    /// The day this many days, weeks, months or years after `day`. Minutes and hours count from
    /// its midnight and give the day they end in.
    public func after(_ day: CalendarDay) -> CalendarDay { shift(day, by: count) }
    public func before(_ day: CalendarDay) -> CalendarDay { shift(day, by: -count) }

    public var description: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }

    private func shift(_ instant: Instant, by count: Int, in zone: TimeZone) -> Instant {
        switch unit {
        case .minute: return instant.adding(seconds: Int64(count) * 60)
        case .hour: return instant.adding(seconds: Int64(count) * 3600)
        case .day, .week, .month, .year:
            let local = zone.localDateTime(of: instant)
            let shifted = LocalDateTime(
                day: shift(local.day, by: count), millisecondOfDay: local.millisecondOfDay)
            return zone.instant(of: shifted)
        }
    }

    private func shift(_ day: CalendarDay, by count: Int) -> CalendarDay {
        switch unit {
        case .minute: day.adding(days: Int(Int64(count).flooringDivision(by: 1440)))
        case .hour: day.adding(days: Int(Int64(count).flooringDivision(by: 24)))
        case .day: day.adding(days: count)
        case .week: day.adding(days: count * 7)
        case .month: day.adding(months: count)
        case .year: day.adding(months: count * 12)
        }
    }
}
