import MusterModel

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
