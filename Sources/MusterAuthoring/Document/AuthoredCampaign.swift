import Foundation
import MusterModel

/// A smart campaign: who (its rules), what (its flow) and when. An absent member leaves what the
/// campaign has.
struct AuthoredCampaign {
    let name: String
    let place: AuthoredPlace
    let description: String?
    let rules: AuthoredRules?
    /// `{"flow":[…]}`, as `FlowDocument` reads it.
    let flow: JSONValue?
    let qualification: QualificationRule?
    let maxMembers: AuthoredSetting<Int>?
    let recurrence: AuthoredSetting<Recurrence>?
    /// The one planned run that documents own.
    let schedule: AuthoredSetting<Instant>?
    let isActive: Bool?
    let isCommunicationLimitEnabled: Bool?

    static let members =
        [
            "name", "folder", "description", "flow", "qualification", "maxMembers", "recurrence", "schedule", "active",
            "communicationLimits",
        ] + AuthoredRules.members

    init?(
        _ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, zone: TimeZone, _ problems: Problems
    ) {
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: Self.members, problems) else {
            return nil
        }
        let name = mapping.requiredName()
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
        description = mapping.text("description")
        rules = AuthoredRules(mapping)
        flow = mapping["flow"].map { ["flow": $0] }
        qualification = mapping.text("qualification").flatMap { Self.qualification($0, mapping) }
        maxMembers = Self.maxMembers(mapping)
        recurrence = AuthoredRecurrence.read(mapping, "recurrence", zone: zone)
        schedule = Self.schedule(mapping, zone: zone)
        isActive = mapping.flag("active")
        isCommunicationLimitEnabled = mapping.flag("communicationLimits")
        guard let name else { return nil }
        self.name = name
    }

    /// `once`, `any`, or `every 3 days`.
    private static func qualification(_ text: String, _ mapping: AuthoredMapping) -> QualificationRule? {
        let words = text.caseFolded.split(separator: " ").map(String.init)
        switch words {
        case ["once"]: return .once
        case ["any"], ["every", "time"]: return .any
        default: break
        }
        if words.first == "every", let period = RelativePeriod(words.dropFirst().joined(separator: " ")),
            period.count > 0, let unit = QualificationRule.IntervalUnit(rawValue: period.unit.rawValue)
        {
            return .interval(period.count, unit)
        }
        mapping.add("qualification", "'\(text)' is none of: once, any, every 3 days (hours, days, weeks, months)")
        return nil
    }

    private static func schedule(_ mapping: AuthoredMapping, zone: TimeZone) -> AuthoredSetting<Instant>? {
        if mapping.isNull("schedule") || mapping["schedule"]?.text?.caseFolded == "none" { return AuthoredSetting.none }
        return mapping.instant("schedule", zone: zone).map { .value($0) }
    }

    private static func maxMembers(_ mapping: AuthoredMapping) -> AuthoredSetting<Int>? {
        guard let value = mapping["maxMembers"] else { return nil }
        if value.text?.caseFolded == "none" { return AuthoredSetting.none }
        guard let number = value.integer, let count = Int(exactly: number), count > 0 else {
            mapping.add("maxMembers", "a whole number above 0, or 'none', is expected here")
            return nil
        }
        return .value(count)
    }
}

/// Something that a document sets or takes away.
enum AuthoredSetting<Value> {
    case none
    case value(Value)

    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}

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
