import Foundation
import MusterModel

/// `recurrence: {every: 2 weeks, on: [Monday, Thursday], starting: 2026-01-05 06:00}`
///
/// - `every`: `day`, `weekday`, `2 days`, `week`, `month` …
/// - `on`: of weeks the weekdays; of months a day (`15`) or the n-th weekday (`2nd Tuesday`).
/// - `starting`: the first run, whose time of day all runs have. `until`: inclusive end.
enum AuthoredRecurrence {
    static let members = ["every", "on", "starting", "until"]

    static func read(
        _ outer: AuthoredMapping, _ name: String, zone: TimeZone
    ) -> AuthoredSetting<Recurrence>? {
        guard let json = outer[name] else { return nil }
        if json.text?.caseFolded == "none" { return AuthoredSetting.none }
        guard let mapping = AuthoredMapping(json, at: outer.path(name), known: members, outer.problems) else {
            return nil
        }
        let every = mapping.text("every")
        let start = mapping.instant("starting", zone: zone)
        if every == nil { mapping.problems.add(mapping.path, "'every' is missing, such as 'every: 2 weeks'") }
        if mapping["starting"] == nil { mapping.problems.add(mapping.path, "'starting' is missing") }
        guard let every, let start, var recurrence = rhythm(every, start, mapping) else { return nil }
        recurrence.endAt = mapping.instant("until", zone: zone)
        guard readDays(mapping, &recurrence) else { return nil }
        return .value(recurrence)
    }

    private static func rhythm(_ text: String, _ start: Instant, _ mapping: AuthoredMapping) -> Recurrence? {
        let word = text.trimmingBlanks.caseFolded
        if word == "weekday" { return Recurrence(startAt: start, interval: .daily, weekdayOnly: true) }
        let period = RelativePeriod(word) ?? RelativePeriod("1 " + word)
        guard let period, period.count > 0 else {
            mapping.add("every", "'\(text)' is none of: day, weekday, week, month, or such as '2 weeks'")
            return nil
        }
        switch period.unit {
        case .day: return Recurrence(startAt: start, interval: .daily, every: period.count)
        case .week: return Recurrence(startAt: start, interval: .weekly, every: period.count)
        case .month: return Recurrence(startAt: start, interval: .monthly, every: period.count)
        case .minute, .hour, .year:
            mapping.add("every", "a campaign recurs by days, weeks or months, not by '\(text)'")
            return nil
        }
    }

    private static func readDays(_ mapping: AuthoredMapping, _ recurrence: inout Recurrence) -> Bool {
        let days = mapping.items("on").map { ($0.path, $0.json.scalarText ?? "") }
        guard !days.isEmpty else { return true }
        switch recurrence.interval {
        case .daily:
            mapping.add("on", "'on' goes with weeks and months; of days use 'every: weekday'")
            return false
        case .weekly:
            for (path, text) in days {
                guard let weekday = Weekday(name: text) else {
                    mapping.problems.add(path, "'\(text)' is no weekday such as Monday")
                    return false
                }
                recurrence.weekdays.append(weekday)
            }
        case .monthly:
            guard days.count == 1, let day = monthDay(days[0].1) else {
                mapping.add("on", "a month has one day here: 1 to 31, or such as '2nd Tuesday' (1st to 4th)")
                return false
            }
            recurrence.monthDay = day
        }
        return true
    }

    private static func monthDay(_ text: String) -> Recurrence.MonthDay? {
        if let day = Int(text), (1...31).contains(day) { return .day(day) }
        let words = text.split(separator: " ")
        guard words.count == 2, let weekday = Weekday(name: words[1]),
            let week = ["1st", "2nd", "3rd", "4th"].firstIndex(of: String(words[0]).caseFolded)
        else { return nil }
        return .weekday(weekday, week: week + 1)
    }
}
