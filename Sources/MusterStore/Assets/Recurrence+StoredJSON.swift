import MusterModel

extension Recurrence {
    /// As the `recurrence` column of a smart campaign holds it; instants in milliseconds.
    func storedJSON() -> JSONValue {
        var object: JSONObject = ["startAt": .integer(startAt.milliseconds)]
        object["endAt"] = endAt.map { .integer($0.milliseconds) }
        object["interval"] = .string(interval.rawValue)
        object["every"] = .integer(every)
        object["weekdayOnly"] = .boolean(weekdayOnly)
        object["weekdays"] = .array(weekdays.map { .string($0.name) })
        switch monthDay {
        case nil: break
        case .day(let day)?: object["dayOfMonth"] = .integer(day)
        case .weekday(let weekday, let week)?:
            object["dayOfWeek"] = .string(weekday.name)
            object["weekOfMonth"] = .integer(week)
        }
        return .object(object)
    }

    init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "recurrence")
        self.init(
            startAt: Instant(milliseconds: try reader.integer("startAt")),
            endAt: reader.object["endAt"]?.integer.map { Instant(milliseconds: $0) },
            interval: try reader.word("interval"), every: Int(try reader.integer("every")),
            weekdayOnly: try reader.boolean("weekdayOnly"),
            weekdays: try reader.array("weekdays").map(Self.weekday), monthDay: try Self.monthDay(reader))
    }

    private static func weekday(_ json: JSONValue?) throws -> Weekday {
        guard let weekday = json?.text.flatMap({ Weekday(name: $0) }) else {
            throw StoredContentError("recurrence", "\(json?.jsonText ?? "nothing") is no weekday")
        }
        return weekday
    }

    private static func monthDay(_ reader: StoredObject) throws -> MonthDay? {
        if let day = reader.object["dayOfMonth"]?.integer { return .day(Int(day)) }
        guard let name = reader.object["dayOfWeek"] else { return nil }
        return .weekday(try weekday(name), week: Int(try reader.integer("weekOfMonth")))
    }
}
