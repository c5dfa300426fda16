public import MusterModel

extension StoreWriter {
    /// Makes a custom field and its column. Whether the names are free is the caller's question; the
    /// schema answers it once more.
    ///
    /// `reloadCatalogs` before the rest of the transaction uses the field or makes another.
    @discardableResult
    public func createLeadField(_ definition: FieldDefinition, isSearchable: Bool = false) throws -> LeadField {
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
