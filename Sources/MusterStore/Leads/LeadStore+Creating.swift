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
        let given = GivenFields(rows)
        let columns = ["id", "email_key"] + ([.fullName, .createdAt, .updatedAt] + given.fields).map(\.column)
        let places = Array(repeating: "?", count: columns.count)
        var values: [FieldValue] = []
        try write(
            .created(first: first, rows),
            "INSERT INTO lead (\(columns.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))",
            count: rows.count
        ) { binder, index in
            let row = rows[index]
            binder.bind(first + Int64(index))
            if let key = keys[index] { binder.bind(key) } else { binder.bind(emailKey: row[.email] ?? .null) }
            binder.bind(optional: names[index])
            binder.bind(given.moments ? row[.createdAt] ?? .instant(now) : .instant(now))
            binder.bind(given.moments ? row[.updatedAt] ?? .instant(now) : .instant(now))
            given.place(row, in: &values)
            for value in values { binder.bind(value) }
        }
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

/// The fields that any of the rows of one insertion gives, in the order of their ids.
///
/// Rows are gone through and nothing is looked up in them: an import is mostly this.
private struct GivenFields {
    /// Those without a rule of their own.
    private(set) var fields: [LeadField] = []
    /// Whether any row says when a lead was created or updated.
    private(set) var moments = false
    /// Where a field is among `fields`, by its id; the ids are small numbers of our own.
    private var places: [Int?] = []

    init(_ rows: [[LeadField: FieldValue]]) {
        var known: [LeadField?] = []
        for row in rows {
            for field in row.keys {
                if field.id >= known.count { known += Array(repeating: nil, count: field.id - known.count + 1) }
                if known[field.id] == nil { known[field.id] = field }
            }
        }
        places = Array(repeating: nil, count: known.count)
        for case let field? in known {
            switch field {
            case .leadID, .fullName: break
            case .createdAt, .updatedAt: moments = true
            default:
                places[field.id] = fields.count
                fields.append(field)
            }
        }
    }

    /// - Parameter values: one for each field; the memory is used again from row to row.
    func place(_ row: [LeadField: FieldValue], in values: inout [FieldValue]) {
        values.removeAll(keepingCapacity: true)
        values.append(contentsOf: repeatElement(.null, count: fields.count))
        for (field, value) in row { if let place = places[field.id] { values[place] = value } }
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
