public import MusterModel

extension SchemaObject {
    /// Where the custom fields are.
    var table: String {
        switch self {
        case .lead: "lead_field"
        case .programMember: "program_member_field"
        }
    }
}

extension SQLConnection {
    private static var sharedColumns: String {
        "id, name, display_name, data_type, length, description, is_hidden, is_html_encoding_in_email, "
            + "is_sensitive, is_api_created"
    }

    func customLeadFields() throws -> [LeadField] {
        try all(
            "SELECT \(Self.sharedColumns), column_name, is_read_only, is_searchable FROM lead_field ORDER BY id"
        ) { row in
            LeadField(
                id: Int(row.int(0)), row.text(1), row.text(2), try row.dataType(of: .lead),
                length: row.intOrNil(4).map { Int($0) }, readOnly: row.flag(11), column: row.text(10), custom: true,
                searchable: row.flag(12), traits: row.traits)
        }
    }

    func customProgramMemberFields() throws -> [ProgramMemberField] {
        try all("SELECT \(Self.sharedColumns) FROM program_member_field ORDER BY id") { row in
            ProgramMemberField(
                id: Int(row.int(0)), row.text(1), displayName: row.text(2), try row.dataType(of: .programMember),
                length: row.intOrNil(4).map { Int($0) }, custom: true, traits: row.traits)
        }
    }

    /// What was written for standard fields, by REST name.
    func standardTraits(of object: SchemaObject) throws -> [String: FieldTraits] {
        let traits = try all(
            """
            SELECT name, description, is_html_encoding_in_email, is_sensitive FROM standard_field_traits \
            WHERE object = ?
            """, [.text(object.rawValue)]
        ) { row in
            (
                row.text(0),
                FieldTraits(
                    description: row.textOrNil(1), isHTMLEncodedInEmail: row.flag(2), isSensitive: row.flag(3))
            )
        }
        return Dictionary(traits, uniquingKeysWith: { first, _ in first })
    }
}

extension SQLRow {
    fileprivate func dataType(of object: SchemaObject) throws -> DataType {
        guard let dataType = DataType(rawValue: text(3)) else {
            throw StoredContentError("\(object.rawValue) field '\(text(1))'", "data type '\(text(3))' is unknown")
        }
        return dataType
    }

    fileprivate var traits: FieldTraits {
        FieldTraits(
            description: textOrNil(5), isHidden: flag(6), isHTMLEncodedInEmail: flag(7), isSensitive: flag(8),
            isMadeByAPI: flag(9))
    }
}

extension StoreWriter {
    /// Makes a custom field and its column. Whether the names are free is the caller's question; the
    /// schema answers it once more.
    ///
    /// `reloadCatalogs` before the rest of the transaction uses the field or makes another.
    @discardableResult
    public func createLeadField(_ definition: FieldDefinition, isSearchable: Bool = false) throws -> LeadField {
        try tell(.leadFields)
        try check(definition)
        let id = catalogs.leadFields.fields.nextCustomID
        let field = LeadField(
            id: id, definition.name, definition.displayName, definition.dataType, length: definition.length,
            column: try freeColumn(for: definition.name, id: id), custom: true, searchable: isSearchable,
            traits: definition.traits)
        try write(
            .catalog(.fields),
            """
            INSERT INTO lead_field (id, name, display_name, data_type, length, column_name, is_read_only, \
            is_searchable, description, is_hidden, is_html_encoding_in_email, is_sensitive, is_api_created) \
            VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)
            """,
            definition.arguments(id: id) + [.text(field.column), .flag(isSearchable)] + definition.traits.arguments
                + [.flag(definition.traits.isMadeByAPI)])
        try LeadTable.add(field, rows)
        return field
    }

    /// Makes a custom field of memberships in programs. Their values have a table of their own.
    @discardableResult
    public func createProgramMemberField(_ definition: FieldDefinition) throws -> ProgramMemberField {
        try check(definition)
        let id = catalogs.programMemberFields.fields.nextCustomID
        try write(
            .catalog(.fields),
            """
            INSERT INTO program_member_field (id, name, display_name, data_type, length, description, is_hidden, \
            is_html_encoding_in_email, is_sensitive, is_api_created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            definition.arguments(id: id) + definition.traits.arguments + [.flag(definition.traits.isMadeByAPI)])
        return ProgramMemberField(
            id: id, definition.name, displayName: definition.displayName, definition.dataType,
            length: definition.length, custom: true, traits: definition.traits)
    }

    /// Writes a custom field's display name and traits; of a standard field, which keeps its name and
    /// is never hidden, the other traits.
    public func updateField(
        _ field: any SchemaField, of object: SchemaObject, displayName: String, traits: FieldTraits
    ) throws {
        if field.isCustom {
            try requireNames([("displayName", displayName)], known: [field.displayName])
            try write(
                .catalog(.fields),
                """
                UPDATE \(object.table) SET display_name = ?, description = ?, is_hidden = ?, \
                is_html_encoding_in_email = ?, is_sensitive = ? WHERE id = ?
                """, [.text(displayName)] + traits.arguments + [.int(Int64(field.id))])
        } else {
            try write(
                .catalog(.fields),
                """
                INSERT INTO standard_field_traits (object, name, description, is_html_encoding_in_email, \
                is_sensitive) VALUES (?, ?, ?, ?, ?) ON CONFLICT (object, name) DO UPDATE \
                SET description = excluded.description, \
                is_html_encoding_in_email = excluded.is_html_encoding_in_email, \
                is_sensitive = excluded.is_sensitive
                """,
                [
                    .text(object.rawValue), .text(field.name), .textOrNull(traits.description),
                    .flag(traits.isHTMLEncodedInEmail), .flag(traits.isSensitive),
                ])
        }
    }

    /// The name in snake case, so that the database reads well; a number where that is taken
    /// (`fooBar` and `foo_bar` meet) or longer than engines allow.
    private func freeColumn(for name: String, id: Int) throws -> String {
        let taken = Set(try connection.all("SELECT name FROM lead_column") { $0.text(0) })
        var column = LeadField(id: id, name, name, .string, custom: true).column
        if column.utf8.count > Self.longestColumn || taken.contains(column) { column = "custom_field_\(id)" }
        while taken.contains(column) { column += "_" }
        return column
    }

    /// PostgreSQL cuts longer names off.
    private static let longestColumn = 63

    /// Names become part of statements.
    private func check(_ definition: FieldDefinition) throws {
        try requireName(definition.displayName, at: "displayName")
        guard !definition.name.isEmpty,
            definition.name.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "_") })
        else { throw StoreError(.constraint, "a field's name has letters, digits and _ only") }
    }
}

extension FieldDefinition {
    /// Of the columns `id`, `name`, `display_name`, `data_type` and `length`.
    fileprivate func arguments(id: Int) -> [SQLValue] {
        [
            .int(Int64(id)), .text(name), .text(displayName), .text(dataType.rawValue),
            .intOrNull(length.map(Int64.init)),
        ]
    }
}

extension FieldTraits {
    /// Of the columns `description`, `is_hidden`, `is_html_encoding_in_email` and `is_sensitive`.
    fileprivate var arguments: [SQLValue] {
        [.textOrNull(description), .flag(isHidden), .flag(isHTMLEncodedInEmail), .flag(isSensitive)]
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

/// The columns of the `lead` table: one for each field of the catalogue, and `email_key`. Those of
/// standard fields are made by migrations, those of custom fields here.
///
/// `email_key` is the e-mail address as comparisons see it, kept up to date by every write of the
/// address: nearly every call finds people by it, and it is the only column with an index,
/// because each index makes writing a lead dearer.
enum LeadTable {
    static func add(_ field: LeadField, _ connection: any WriteConnection) throws {
        try connection.execute(
            "ALTER TABLE lead ADD COLUMN \(field.column) \(type(of: field, connection.dialect))", [])
        try connection.execute("INSERT INTO lead_column (name) VALUES (?)", [.text(field.column)])
    }

    private static func type(of field: LeadField, _ dialect: any Dialect) -> String {
        switch field.dataType.storage {
        case .text, .date: "TEXT"
        case .integer, .boolean, .instant: dialect.bigIntegerType
        case .number: dialect.doubleType
        }
    }
}
