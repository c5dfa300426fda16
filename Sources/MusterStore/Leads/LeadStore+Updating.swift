public import MusterModel

extension StoreWriter {
    /// Writes the values that differ from the stored ones. False when nothing differed or there is no
    /// such lead.
    @discardableResult
    public func updateLead(
        _ id: LeadID, _ values: [LeadField: FieldValue], origin: ChangeOrigin
    ) throws -> Bool {
        try !updateLeads([(id, values)], origin: origin).isEmpty
    }

    /// Writes the values that differ from the stored ones, case and accents counting, and logs one
    /// *Change Data Value* for each, lead by lead in the given order and in the order of field ids.
    /// *Full Name* and *Updated At* follow silently, *Unsubscribed* follows the address
    /// (`UnsubscribeMarks`), for other people too. Answers who was changed.
    ///
    /// A lead may come several times, and a later update sees what an earlier one has written. A handful
    /// of statements whatever the number of leads.
    @discardableResult
    public func updateLeads(
        _ updates: [(lead: LeadID, values: [LeadField: FieldValue])], origin: ChangeOrigin
    ) throws -> Set<LeadID> {
        var fields = updates.reduce(into: Set<LeadField>()) { $0.formUnion($1.values.keys) }
        fields.subtract([.leadID, .updatedAt])
        guard !fields.isEmpty else { return [] }
        if !fields.isDisjoint(with: FullName.parts) { fields.formUnion(FullName.parts) }
        let maySubscribe = fields.contains(.email) || fields.contains(.unsubscribed)
        if maySubscribe { fields.formUnion([.email, .unsubscribed]) }
        let leads = try reader.leads(updates.map(\.lead), fields: fields.sorted { $0.id < $1.id })
        var update = LeadUpdate(leads, at: now, origin)
        if maySubscribe {
            let keys = updates.compactMap { $0.values[.email]?.addressKey }
            update.marks = try reader.unsubscribeMarks(of: leads, and: keys)
        }
        for (lead, values) in updates { update.apply(values, to: lead) }
        try write(update.changed, values: update.values)
        try append(update.activities, causes: origin.causes, contextID: origin.contextID)
        if let marks = update.marks { try keep(marks, touched: Set(leads.map(\.id)), origin: origin) }
        return Set(update.changed.keys)
    }

    /// One statement for all leads in which the same fields have changed.
    private func write(_ changed: [LeadID: Set<LeadField>], values: [LeadID: [LeadField: FieldValue]]) throws {
        let groups = Dictionary(grouping: changed.sorted { $0.key < $1.key }, by: \.value)
        for (fields, leads) in groups.sorted(by: { $0.value[0].key < $1.value[0].key }) {
            let alsoKey = fields.contains(.email)
            let alsoName = !fields.isDisjoint(with: FullName.parts)
            // The name follows from its parts, whatever is given.
            let fields = fields.filter { !(alsoName && $0 == .fullName) }.sorted { $0.id < $1.id }
            var columns = fields.map(\.column) + [LeadField.updatedAt.column]
            if alsoKey { columns.append("email_key") }
            if alsoName { columns.append(LeadField.fullName.column) }
            let names = alsoName ? leads.map { FullName.of(values[$0.key] ?? [:]) } : []
            var written = fields.map { field in (field, leads.map { values[$0.key]?[field] ?? .null }) }
            if alsoName { written.append((.fullName, names.map { $0.map(FieldValue.text) ?? .null })) }
            try write(
                .values(written, of: leads.map(\.key)),
                "UPDATE lead SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?",
                count: leads.count
            ) { binder, index in
                for column in fields.indices { binder.bind(written[column].1[index]) }
                binder.bind(now.milliseconds)
                if alsoKey { binder.bind(emailKey: values[leads[index].key]?[.email] ?? .null) }
                if alsoName { binder.bind(optional: names[index]) }
                binder.bind(leads[index].key.rawValue)
            }
        }
    }

    /// Sets one field of many leads without logging these changes: the flow executor logs what its step
    /// says. *Full Name* and *Updated At* follow; what follows for *Unsubscribed*, of these leads and of
    /// others, is logged with `origin`.
    public func setField(
        _ field: LeadField, _ changes: [(lead: LeadID, old: FieldValue, new: FieldValue)], origin: ChangeOrigin
    ) throws {
        guard field == .email || field == .unsubscribed else { return try store(field, changes) }
        let leads = try reader.leads(changes.map(\.lead), fields: [.email, .unsubscribed])
        let keys = field == .email ? changes.compactMap(\.new.addressKey) : []
        var marks = try reader.unsubscribeMarks(of: leads, and: keys)
        let followers = changes.flatMap { change in
            field == .email
                ? marks.move(change.lead, to: change.new.addressKey)
                : marks.update(change.lead, key: nil, given: change.new)
        }
        try store(field, changes)
        try apply(followers, origin: origin)
        try keep(marks, touched: Set(leads.map(\.id)), origin: origin)
    }

    private func store(
        _ field: LeadField, _ changes: [(lead: LeadID, old: FieldValue, new: FieldValue)]
    ) throws {
        let alsoKey = field == .email
        try write(
            .set(field, changes.map(\.lead), changes.map(\.new)),
            "UPDATE lead SET \(field.column) = ?, updated_at = ?\(alsoKey ? ", email_key = ?" : "") WHERE id = ?",
            count: changes.count
        ) { binder, index in
            binder.bind(changes[index].new)
            binder.bind(now.milliseconds)
            if alsoKey { binder.bind(emailKey: changes[index].new) }
            binder.bind(changes[index].lead.rawValue)
        }
        if FullName.parts.contains(field) { try composeFullNames(of: changes.map(\.lead)) }
    }

    private func composeFullNames(of ids: [LeadID]) throws {
        let leads = try reader.leads(ids, fields: FullName.parts)
        let names = leads.map { FullName.of($0.values) }
        try write(
            .set(.fullName, leads.map(\.id), names.map { $0.map(FieldValue.text) ?? .null }),
            "UPDATE lead SET \(LeadField.fullName.column) = ? WHERE id = ?", count: leads.count
        ) { binder, index in
            binder.bind(optional: names[index])
            binder.bind(leads[index].id.rawValue)
        }
    }
}

/// The updates of one write on their way into the table and the log. Pure.
private struct LeadUpdate {
    /// The values as they are after the updates so far, of the fields that any update names.
    private(set) var values: [LeadID: [LeadField: FieldValue]]
    private(set) var changed: [LeadID: Set<LeadField>] = [:]
    private(set) var activities: [NewActivity] = []
    /// `nil` when nothing touches addresses or *Unsubscribed*.
    var marks: UnsubscribeMarks?
    private let now: Instant
    private let origin: ChangeOrigin

    init(_ leads: [Lead], at now: Instant, _ origin: ChangeOrigin) {
        values = Dictionary(leads.map { ($0.id, $0.values) }, uniquingKeysWith: { first, _ in first })
        self.now = now
        self.origin = origin
    }

    mutating func apply(_ given: [LeadField: FieldValue], to lead: LeadID) {
        guard let current = values[lead] else { return }
        var new = given
        var followers: [UnsubscribeMarks.Change] = []
        if given[.email] != nil || given[.unsubscribed] != nil {
            followers = marks?.update(lead, key: given[.email].map(\.addressKey), given: given[.unsubscribed]) ?? []
            if let status = marks?.unsubscribed(lead) { new[.unsubscribed] = status }
        }
        let fields = new.keys.filter { $0 != .leadID && $0 != .updatedAt }.sorted { $0.id < $1.id }
        for field in fields { set(field, of: lead, from: current[field] ?? .null, to: new[field] ?? .null) }
        for change in followers { set(.unsubscribed, of: change.lead, from: change.old, to: change.new) }
    }

    private mutating func set(_ field: LeadField, of lead: LeadID, from old: FieldValue, to new: FieldValue) {
        guard old != new else { return }
        values[lead]?[field] = new
        changed[lead, default: []].insert(field)
        activities.append(.changeDataValue(of: lead, field, from: old, to: new, at: now, origin))
    }
}

extension NewActivity {
    /// One field's change; no value is recorded as the empty text.
    static func changeDataValue(
        of lead: LeadID, _ field: LeadField, from old: FieldValue, to new: FieldValue, at: Instant,
        _ origin: ChangeOrigin
    ) -> NewActivity {
        var attributes: JSONObject = [
            "New Value": .string(new.recordedText), "Old Value": .string(old.recordedText),
        ]
        if let reason = origin.reason { attributes["Reason"] = .string(reason) }
        attributes["Source"] = .string(origin.source)
        return NewActivity(
            lead: lead, type: ActivityType.changeDataValue.id, at: at, campaign: origin.campaign,
            primaryID: Int64(field.id), primaryValue: field.displayName, attributes: attributes)
    }
}

/// *Full Name*: first, middle and last name with single blanks between their words.
/// - Source: our choice; Marketo only documents that the field is its own.
enum FullName {
    static let parts: [LeadField] = [.firstName, .middleName, .lastName]

    /// `nil` when all parts are empty.
    static func of(_ values: [LeadField: FieldValue]) -> String? {
        let words = parts.flatMap { part -> [Substring] in
            guard case .text(let text)? = values[part] else { return [] }
            // Nearly always one plain word, and this runs for every imported lead.
            if !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return [text[...]] }
            return text.split(whereSeparator: \.isWhitespace)
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
