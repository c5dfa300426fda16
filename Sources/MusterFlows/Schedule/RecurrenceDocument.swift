public import MusterModel

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
