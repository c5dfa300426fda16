public import MusterModel

extension StoreReader {
    /// Leads whose field has one of the values, texts in any case, by ascending id.
    ///
    /// A value that is none of the field's type finds nobody. Ids, e-mail addresses and cookies are
    /// found through an index, other fields by looking at every lead. A cookie is one of those that
    /// are associated with the lead, compared exactly.
    public func leadIDs(where field: LeadField, isOneOf values: [String], limit: Int) throws -> [LeadID] {
        if field == .cookies { return Array(Set(try leads(ofCookies: values).values).sorted().prefix(limit)) }
        let dialect = connection.dialect
        let column: String
        let wanted: [SQLValue]
        switch field.dataType.storage {
        case .text:
            column = field == .email ? "email_key" : dialect.caseFolded(field.column)
            wanted = values.map { .text($0.caseFolded) }
        case .integer:
            column = field.column
            wanted = values.compactMap { Int64($0.trimmingBlanks).map(SQLValue.int) }
        case .number:
            column = field.column
            wanted = values.compactMap { Double($0.trimmingBlanks).map(SQLValue.double) }
        case .boolean, .date, .instant:
            column = field.column
            wanted = values.compactMap { text in
                (try? field.value(from: .string(text))).map { SQLValue($0) }
            }.filter { $0 != .null }
        }
        let isWanted = SQLCondition.isOne(column, of: wanted)
        return try connection.all(
            "SELECT id FROM lead\(isWanted.whereClause) ORDER BY id LIMIT ?", isWanted.arguments + [.int(Int64(limit))]
        ) { LeadID($0.int(0)) }
    }
}
