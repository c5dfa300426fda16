public import MusterModel
import MusterRules

/// Reads the members of a recurrence and collects everything that is wrong with them.
struct RecurrenceReader {
    private let object: JSONObject
    private(set) var problems: [Diagnostic] = []

    private static let members = [
        "startAt", "endAt", "intervalType", "interval", "weekdayOnly", "weekdayMask", "dayOfMonth", "dayOfWeek",
        "weekOfMonth",
    ]

    init(_ object: JSONObject) { self.object = object }

    /// `nil` only when there are problems.
    mutating func recurrence() -> Recurrence? {
        for key in object.keys where !Self.members.contains(key) {
            problem(key, "is not known" + Suggestion.phrase(for: key, among: Self.members))
        }
        let startAt = instant("startAt", isRequired: true)
        let endAt = instant("endAt", isRequired: false)
        if let startAt, let endAt, endAt < startAt { problem("endAt", "is before startAt") }
        let interval = interval()
        let every = number("interval", in: 1...1000) ?? 1
        let weekdayOnly = flag("weekdayOnly")
        let weekdays = weekdays()
        let monthDay = monthDay()
        guard let startAt, let interval else { return nil }
        if weekdayOnly, interval != .daily { problem("weekdayOnly", "goes only with Daily") }
        if !weekdays.isEmpty, interval != .weekly { problem("weekdayMask", "goes only with Weekly") }
        if monthDay != nil, interval != .monthly {
            for key in ["dayOfMonth", "dayOfWeek", "weekOfMonth"] where given(key) != nil {
                problem(key, "goes only with Monthly")
            }
        }
        return Recurrence(
            startAt: startAt, endAt: endAt, interval: interval, every: every, weekdayOnly: weekdayOnly,
            weekdays: weekdays, monthDay: monthDay)
    }

    private mutating func interval() -> Recurrence.Interval? {
        guard let value = given("intervalType") else {
            problem("intervalType", "is missing; it is Daily, Weekly or Monthly")
            return nil
        }
        let interval = Recurrence.Interval.allCases.first { $0.rawValue.caseFolded == value.text?.caseFolded }
        if interval == nil { problem("intervalType", "is not Daily, Weekly or Monthly") }
        return interval
    }

    private mutating func weekdays() -> [Weekday] {
        guard let value = given("weekdayMask") else { return [] }
        let names =
            value.array?.map { $0.text ?? $0.jsonText }
            ?? value.text?.split(separator: ",").map(\.trimmingBlanks)
        guard let names else {
            problem("weekdayMask", "is not a list of weekday names")
            return []
        }
        var days: Set<Weekday> = []
        for (index, name) in names.enumerated() {
            if let day = Weekday(name: name) {
                days.insert(day)
            } else {
                problem(
                    "weekdayMask[\(index)]",
                    "'\(name)' is not a weekday" + Suggestion.phrase(for: name, among: Weekday.allCases.map(\.name)))
            }
        }
        return days.sorted { $0.rawValue < $1.rawValue }
    }

    private mutating func monthDay() -> Recurrence.MonthDay? {
        let day = number("dayOfMonth", in: 1...31)
        let week = number("weekOfMonth", in: 1...4)
        let weekday = given("dayOfWeek").flatMap { $0.text }.flatMap { Weekday(name: $0) }
        if given("dayOfWeek") != nil, weekday == nil { problem("dayOfWeek", "is not a weekday such as Tuesday") }
        if given("dayOfMonth") != nil, given("dayOfWeek") != nil || given("weekOfMonth") != nil {
            problem("dayOfMonth", "cannot be given together with dayOfWeek and weekOfMonth")
        } else if given("dayOfWeek") != nil, given("weekOfMonth") == nil {
            problem("weekOfMonth", "is missing; it goes with dayOfWeek")
        } else if given("weekOfMonth") != nil, given("dayOfWeek") == nil {
            problem("dayOfWeek", "is missing; it goes with weekOfMonth")
        }
        if let day { return .day(day) }
        if let weekday, let week { return .weekday(weekday, week: week) }
        return nil
    }

    private mutating func instant(_ key: String, isRequired: Bool) -> Instant? {
        guard let value = given(key) else {
            if isRequired { problem(key, "is missing") }
            return nil
        }
        guard let instant = value.text.flatMap({ Instant(text: $0.trimmingBlanks) }) else {
            problem(key, "is not a date-time such as 2026-03-31T09:00:00Z")
            return nil
        }
        return Instant(seconds: instant.seconds)
    }

    private mutating func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = given(key) else { return nil }
        guard let number = (value.integer ?? value.text.flatMap { Int64($0) }).flatMap({ Int(exactly: $0) }),
            range.contains(number)
        else {
            problem(key, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private mutating func flag(_ key: String) -> Bool {
        guard let value = given(key) else { return false }
        switch value.scalarText?.caseFolded {
        case "true": return true
        case "false": return false
        default:
            problem(key, "is neither true nor false")
            return false
        }
    }

    /// A member that is null counts as absent.
    private func given(_ key: String) -> JSONValue? { object[key].flatMap { $0.isNull ? nil : $0 } }

    private mutating func problem(_ path: String, _ message: String) { problems.append(Diagnostic(path, message)) }
}

/// A recurrence as the campaign record shows it and as settings take it.
/// - Source: Adobe's asset swagger, `Recurrence`; the refusals are our choice.
public enum RecurrenceDocument {
    /// In the swagger's order, only the members that apply; without a schedule the recorded
    /// `{"weekdayOnly":false}`.
    public static func json(_ recurrence: Recurrence?) -> JSONObject {
        guard let recurrence else { return ["weekdayOnly": false] }
        var json = JSONObject()
        json["startAt"] = .string(recurrence.startAt.assetText)
        if let endAt = recurrence.endAt { json["endAt"] = .string(endAt.assetText) }
        json["intervalType"] = .string(recurrence.interval.rawValue)
        json["interval"] = .integer(recurrence.every)
        json["weekdayOnly"] = .boolean(recurrence.weekdayOnly)
        if !recurrence.weekdays.isEmpty {
            json["weekdayMask"] = .array(recurrence.weekdays.map { .string($0.name) })
        }
        switch recurrence.monthDay {
        case nil: break
        case .day(let day): json["dayOfMonth"] = .integer(day)
        case .weekday(let weekday, let week):
            json["dayOfWeek"] = .string(weekday.name)
            json["weekOfMonth"] = .integer(week)
        }
        return json
    }

    /// `nil` for `null`, and for an object that names no schedule. Times without an offset are UTC.
    /// Problems have the member's name as their path.
    public static func read(_ json: JSONValue) throws(RuleError) -> Recurrence? {
        if json.isNull { return nil }
        guard let object = json.object else { throw RuleError("", "a recurrence is a JSON object or null") }
        if object.members.allSatisfy({ $0.key == "weekdayOnly" && $0.value == .boolean(false) || $0.value.isNull }) {
            return nil
        }
        var reader = RecurrenceReader(object)
        let recurrence = reader.recurrence()
        guard let recurrence, reader.problems.isEmpty else { throw RuleError(reader.problems) }
        return recurrence
    }
}
