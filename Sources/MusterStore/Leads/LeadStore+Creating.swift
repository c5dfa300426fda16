public import MusterModel

extension StoreWriter {
    /// Creates a lead and logs *New Lead*.
    public func createLead(_ values: [LeadField: FieldValue], origin: ChangeOrigin) throws -> LeadID {
        let ids = try createLeads([values], origin: origin)
        return ids[0]
    }

    /// Creates leads in the given order, with increasing ids, and logs *New Lead* for each.
    ///
    /// *Full Name* follows from the names; *Created At* and *Updated At* are the moment of the
    /// transaction unless given. Initial values are no value changes and log nothing. Who has an address
    /// that has unsubscribed is unsubscribed, whatever is given (`UnsubscribeMarks`).
    public func createLeads(
        _ rows: [[LeadField: FieldValue]], origin: ChangeOrigin, loggingActivities: Bool = true
    ) throws -> [LeadID] {
        guard !rows.isEmpty else { return [] }
        let first = try nextIDs(.lead, count: rows.count)
        let names = rows.map(FullName.of)
        let keys = rows.map { $0[.email]?.addressKey }
        var rows = rows
        var marks = UnsubscribeMarks(marked: try reader.unsubscribed(among: keys.compactMap(\.self)))
        marks.decide(&rows, keys)
        try insert(rows, keys: keys, names: names, first: first)
        if loggingActivities {
            let today = JSONValue.string(Moment(now, in: catalogs.settings.timeZone).today.description)
            try append(
                rows.indices.map { index in
                    newLead(LeadID(first + Int64(index)), rows[index], name: names[index], today, origin)
                }, causes: origin.causes, contextID: origin.contextID)
        }
        let ids = rows.indices.map { LeadID(first + Int64($0)) }
        try keep(marks, touched: Set(ids), origin: origin)
        return ids
    }

    private func insert(
        _ rows: [[LeadField: FieldValue]], keys: [String?], names: [String?], first: Int64
    ) throws {
        let fields = Self.givenFields(of: rows)
        let columns = ["id", "email_key"] + ([.fullName, .createdAt, .updatedAt] + fields).map(\.column)
        let places = Array(repeating: "?", count: columns.count)
        try write(
            .created(first: first, rows),
            "INSERT INTO lead (\(columns.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))",
            count: rows.count
        ) { binder, index in
            let row = rows[index]
            binder.bind(first + Int64(index))
            if let key = keys[index] { binder.bind(key) } else { binder.bind(emailKey: row[.email] ?? .null) }
            binder.bind(optional: names[index])
            binder.bind(row[.createdAt] ?? .instant(now))
            binder.bind(row[.updatedAt] ?? .instant(now))
            for field in fields { binder.bind(row[field] ?? .null) }
        }
    }

    /// The fields that any of the rows gives and that have no rule of their own.
    private static func givenFields(of rows: [[LeadField: FieldValue]]) -> [LeadField] {
        var given: [Int: LeadField] = [:]
        for row in rows {
            // Rows of one import have the same fields, and looking is cheaper than collecting.
            if row.count == given.count, given.values.allSatisfy({ row.index(forKey: $0) != nil }) { continue }
            for field in row.keys { given[field.id] = field }
        }
        let kept: Set<LeadField> = [.leadID, .fullName, .createdAt, .updatedAt]
        return given.values.filter { !kept.contains($0) }.sorted { $0.id < $1.id }
    }

    private func newLead(
        _ id: LeadID, _ values: [LeadField: FieldValue], name: String?, _ today: JSONValue, _ origin: ChangeOrigin
    ) -> NewActivity {
        var attributes: JSONObject = [
            "Created Date": today, "Source Type": .string(origin.sourceType ?? origin.source),
        ]
        if case .text(let source)? = values[.leadSource] { attributes["Lead Source"] = .string(source) }
        return NewActivity(
            lead: id, type: ActivityType.newLead.id, at: now, campaign: origin.campaign, primaryID: id.rawValue,
            primaryValue: name, attributes: attributes)
    }
}

/// Why a lead or a membership changes, as the activities of the change record it.
public struct ChangeOrigin: Sendable {
    /// `Source` of the activities, such as `Web service API`.
    public var source: String
    /// `Reason` of value changes.
    public var reason: String?
    /// `Source Type` of New Lead; `nil` is the source.
    public var sourceType: String?
    /// The smart campaign that makes the change.
    public var campaign: SmartCampaignID?
    /// What campaigns had to do with it.
    public var causes: EventCauses
    /// The token overrides that travel with what the change triggers.
    public var contextID: Int64?

    public init(
        source: String, reason: String? = nil, sourceType: String? = nil, campaign: SmartCampaignID? = nil,
        causes: EventCauses = .outside, contextID: Int64? = nil
    ) {
        self.source = source
        self.reason = reason
        self.sourceType = sourceType
        self.campaign = campaign
        self.causes = causes
        self.contextID = contextID
    }

    /// - Source: Adobe's activity samples for the text in both places.
    public static let api = ChangeOrigin(source: "Web service API", reason: "Web service API")
    public static let listImport = ChangeOrigin(source: "List import", reason: "List import")
}
