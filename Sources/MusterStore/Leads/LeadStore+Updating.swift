public import MusterModel

extension StoreWriter {
    /// Writes the values that differ from the stored ones, case and accents counting, and logs one
    /// *Change Data Value* for each in the order of field ids. *Full Name* and *Updated At* follow
    /// silently. False when nothing differed or there is no such lead.
    @discardableResult
    public func updateLead(
        _ id: LeadID, _ values: [LeadField: FieldValue], origin: ChangeOrigin
    ) throws -> Bool {
        let fields = values.keys.filter { $0 != .leadID && $0 != .updatedAt }.sorted { $0.id < $1.id }
        let parts = fields.contains(where: FullName.parts.contains) ? FullName.parts : []
        guard let old = try reader.lead(id, fields: Array(Set(fields + parts))) else { return false }
        let changed = fields.filter { old[$0] != values[$0] ?? .null }
        guard !changed.isEmpty else { return false }

        var written = changed.map { ($0, values[$0] ?? .null) }
        var assignments = written.map { ($0.column, SQLValue($1)) }
        assignments.append((LeadField.updatedAt.column, .instant(now)))
        if let email = values[.email], changed.contains(.email) { assignments.append(("email_key", .emailKey(email))) }
        if !parts.isEmpty {
            let name = FullName.of(old.values.merging(values) { $1 })
            assignments.append((LeadField.fullName.column, .textOrNull(name)))
            written.append((.fullName, name.map(FieldValue.text) ?? .null))
        }
        try write(
            .values(of: id, written),
            "UPDATE lead SET \(assignments.map { "\($0.0) = ?" }.joined(separator: ", ")) WHERE id = ?",
            assignments.map(\.1) + [.id(id)])
        try append(
            changed.map { field in
                .changeDataValue(of: id, field, from: old[field], to: values[field] ?? .null, at: now, origin)
            }, depth: origin.depth, contextID: origin.contextID)
        return true
    }

    /// Sets one field of many leads without logging: the flow executor logs what its step says.
    /// *Full Name* and *Updated At* follow.
    public func setField(
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

extension SQLValue {
    fileprivate static func emailKey(_ email: FieldValue) -> SQLValue {
        if case .text(let address) = email { .text(address.caseFolded) } else { .null }
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
