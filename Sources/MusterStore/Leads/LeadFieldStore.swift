public import MusterModel

extension StoreWriter {
    /// Makes a custom field and its column. Whether the name is free is the caller's question; the
    /// schema answers it once more.
    public func createLeadField(
        id: Int, name: String, displayName: String, dataType: DataType, length: Int? = nil, isSearchable: Bool = false
    ) throws -> LeadField {
        guard name.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }) else {
            throw StoreError(.constraint, "a lead field's name has letters, digits and _ only")
        }
        let field = LeadField(
            id: id, name, displayName, dataType, length: length, custom: true, searchable: isSearchable)
        try connection.execute(
            """
            INSERT INTO lead_field (id, name, display_name, data_type, length, column_name, is_read_only, \
            is_searchable) VALUES (?, ?, ?, ?, ?, ?, 0, ?)
            """,
            [
                .int(Int64(id)), .text(name), .text(displayName), .text(dataType.rawValue),
                .intOrNull(length.map(Int64.init)), .text(field.column), .flag(isSearchable),
            ])
        try LeadTable.add(field, connection)
        changes.catalogs = true
        return field
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
