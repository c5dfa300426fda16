public import MusterModel

extension StoreReader {
    /// The lead with the asked-for fields; `nil` when there is none.
    public func lead(_ id: LeadID, fields: [LeadField]) throws -> Lead? {
        let lead = try connection.first("SELECT \(Self.columns(of: fields)) FROM lead WHERE id = ?", [.id(id)]) {
            Lead(row: $0, fields: fields)
        }
        guard let lead, fields.contains(.cookies) else { return lead }
        return try withCookies([lead]).first
    }

    /// By ascending id; leads that are not there are left out.
    public func leads(_ ids: [LeadID], fields: [LeadField]) throws -> [Lead] {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        let leads = try connection.all(
            "SELECT \(Self.columns(of: fields)) FROM lead WHERE \(isWanted) ORDER BY id", [.ids(ids)]
        ) { Lead(row: $0, fields: fields) }
        return fields.contains(.cookies) ? try withCookies(leads) : leads
    }

    /// Everybody, by ascending id; the first so many.
    public func leadIDs(limit: Int) throws -> [LeadID] {
        try connection.all("SELECT id FROM lead ORDER BY id LIMIT ?", [.int(Int64(limit))]) { LeadID($0.int(0)) }
    }

    public func existing(_ ids: [LeadID]) throws -> Set<LeadID> {
        guard !ids.isEmpty else { return [] }
        let isWanted = connection.dialect.isOneOf("id", jsonArray: "?")
        return Set(try connection.all("SELECT id FROM lead WHERE \(isWanted)", [.ids(ids)]) { LeadID($0.int(0)) })
    }

    private static func columns(of fields: [LeadField]) -> String {
        (["id"] + fields.map(\.column)).joined(separator: ", ")
    }
}

extension Lead {
    fileprivate init(row: any SQLRow, fields: [LeadField]) {
        var values: [LeadField: FieldValue] = Dictionary(minimumCapacity: fields.count)
        for (index, field) in fields.enumerated() {
            values[field] = row.fieldValue(index + 1, as: field.dataType.storage)
        }
        self.init(id: LeadID(row.int(0)), values: values)
    }
}
