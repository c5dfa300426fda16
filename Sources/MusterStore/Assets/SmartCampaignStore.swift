public import MusterModel

extension StoreReader {
    private static let columns = """
        id, name, description, folder_id, program_id, is_system, is_active, is_executable, \
        is_communication_limit_enabled, recurrence, qualification, qualification_interval, \
        qualification_unit, max_members, smart_list_id, flow_id, flow, created_at, updated_at, flow_version
        """

    public func smartCampaign(_ id: SmartCampaignID) throws -> SmartCampaign? {
        try connection.first(
            "SELECT \(Self.columns) FROM smart_campaign WHERE id = ?", [.id(id)], SmartCampaign.init(row:))
    }

    /// The campaign of the exact name, else of the name in the form `Program.Campaign`; of several
    /// the one with the lowest id.
    public func smartCampaignID(named name: String) throws -> SmartCampaignID? {
        if let id = try smartCampaignIDs(AssetQuery(names: [name], limit: 1)).first { return id }
        return try smartCampaignIDs(AssetQuery(names: [name], acceptsQualifiedNames: true, limit: 1)).first
    }

    public func smartCampaign(named name: String) throws -> SmartCampaign? {
        try smartCampaignID(named: name).flatMap { try smartCampaign($0) }
    }

    /// For those who have the campaigns already, or want no more than their ids.
    public func smartCampaignIDs(_ query: AssetQuery) throws -> [SmartCampaignID] {
        let (rest, arguments) = query.selection(from: .smartCampaign)
        return try connection.all("SELECT smart_campaign.id FROM smart_campaign" + rest, arguments) {
            SmartCampaignID($0.int(0))
        }
    }

    public func smartCampaigns(_ query: AssetQuery) throws -> [SmartCampaign] {
        let (rest, arguments) = query.selection(from: .smartCampaign)
        return try connection.all(
            "SELECT \(Self.columns) FROM smart_campaign" + rest, arguments, SmartCampaign.init(row:))
    }

    /// The activated trigger campaigns, by ascending id.
    public func activeTriggerCampaignIDs() throws -> [SmartCampaignID] {
        try smartCampaignIDs(AssetQuery(isActive: true, limit: .max))
    }

    /// The campaigns that have a recurrence, by ascending id.
    public func recurringCampaigns() throws -> [SmartCampaign] {
        try smartCampaigns(where: SQLCondition("recurrence IS NOT NULL"))
    }

    func smartCampaigns(where condition: SQLCondition) throws -> [SmartCampaign] {
        try connection.all(
            "SELECT \(Self.columns) FROM smart_campaign\(condition.whereClause) ORDER BY id", condition.arguments,
            SmartCampaign.init(row:))
    }

    /// The activity types that an activated campaign listens to; empty for any other.
    public func listenedTypes(of campaign: SmartCampaignID) throws -> Set<ActivityTypeID> {
        Set(
            try connection.all(
                "SELECT activity_type_id FROM active_trigger WHERE campaign_id = ?", [.id(campaign)]
            ) { ActivityTypeID($0.int(0)) })
    }
}

extension SmartCampaign {
    fileprivate init(row: any SQLRow) throws {
        let id = row.int(0)
        let placement = AssetPlacement(row, at: 3)
        self.init(
            id: SmartCampaignID(id), name: row.text(1), description: row.text(2),
            folder: placement.container, parentProgramID: placement.programID.map { ProgramID($0) },
            isSystem: row.flag(5), isActive: row.flag(6), isExecutable: row.flag(7),
            isCommunicationLimitEnabled: row.flag(8),
            recurrence: try row.textOrNil(9).map { text in
                try Self.readable("recurrence", id) { try Recurrence(storedJSON: JSONParser.parse(text)) }
            },
            qualification: try QualificationRule(row, at: 10, of: "smart campaign \(id)"),
            maxMembers: row.intOrNil(13).map { Int($0) }, smartListID: SmartListID(row.int(14)),
            flowID: row.int(15),
            flow: try Self.readable("flow", id) { try Flow(storedJSON: JSONParser.parse(row.text(16))) },
            flowVersion: Int(row.int(19)), createdAt: row.instant(17), updatedAt: row.instant(18))
    }

    private static func readable<T>(_ part: String, _ id: Int64, _ read: () throws -> T) throws -> T {
        do {
            return try read()
        } catch {
            throw StoredContentError("\(part) of smart campaign \(id)", "\(error)")
        }
    }
}

/// A qualification rule lies in three columns: its name, and of an interval how many of which unit.
extension QualificationRule {
    /// Reads the columns from `column` on.
    init(_ row: any SQLRow, at column: Int, of subject: @autoclosure () -> String) throws {
        switch row.text(column) {
        case "once": self = .once
        case "any": self = .any
        default:
            guard let unit = QualificationRule.IntervalUnit(rawValue: row.text(column + 2)) else {
                throw StoredContentError("qualification rule of \(subject())", row.text(column + 2))
            }
            self = .interval(Int(row.int(column + 1)), unit)
        }
    }

    var storedColumns: [SQLValue] {
        guard case .interval(let count, let unit) = self else { return [.text(wireName), .null, .null] }
        return [.text(wireName), .int(Int64(count)), .text(unit.rawValue)]
    }
}

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
