/// What the schema says of fields, fields of program members with their values, and what a
/// membership in a program knows besides its status.
///
/// `program_member_value` has no foreign keys, as all tables that grow with people.
struct M0006_Fields: Migration {
    let number = 6

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let statements =
            Self.leadFieldColumns(integer) + Self.fieldTables(integer) + Self.memberColumns(integer) + [
                """
                CREATE TABLE program_member_value (
                  program_id \(integer) NOT NULL,
                  lead_id \(integer) NOT NULL,
                  field_id \(integer) NOT NULL,
                  value TEXT NOT NULL,
                  PRIMARY KEY (program_id, lead_id, field_id)
                )\(connection.dialect.clusteredTable)
                """,
                "CREATE INDEX program_member_value_lead ON program_member_value (lead_id)",
            ]
        for statement in statements { try connection.execute(statement, []) }
    }

    private static func leadFieldColumns(_ integer: String) -> [String] {
        [
            "description TEXT",
            flag("is_hidden", integer, 0),
            flag("is_html_encoding_in_email", integer, 1),
            flag("is_sensitive", integer, 0),
            flag("is_api_created", integer, 0),
        ].map { "ALTER TABLE lead_field ADD COLUMN \($0)" }
    }

    private static func fieldTables(_ integer: String) -> [String] {
        [
            """
            CREATE TABLE program_member_field (
              id \(integer) PRIMARY KEY,
              name TEXT NOT NULL UNIQUE CHECK (name <> ''),
              display_name TEXT NOT NULL CHECK (display_name <> ''),
              data_type TEXT NOT NULL,
              length \(integer),
              description TEXT,
              \(flag("is_hidden", integer, 0)),
              \(flag("is_html_encoding_in_email", integer, 1)),
              \(flag("is_sensitive", integer, 0)),
              \(flag("is_api_created", integer, 0))
            )
            """,
            // What was written for standard fields, which have no rows of their own.
            """
            CREATE TABLE standard_field_traits (
              object TEXT NOT NULL CHECK (object IN ('lead', 'program member')),
              name TEXT NOT NULL CHECK (name <> ''),
              description TEXT,
              \(flag("is_html_encoding_in_email", integer, 1)),
              \(flag("is_sensitive", integer, 0)),
              PRIMARY KEY (object, name)
            )
            """,
        ]
    }

    /// Memberships made before have no number of their own.
    private static func memberColumns(_ integer: String) -> [String] {
        [
            "member_id \(integer)",
            flag("is_exhausted", integer, 0),
            flag("is_acquired_by", integer, 0),
            "stream TEXT",
            "nurture_cadence TEXT CHECK (nurture_cadence IN ('norm', 'pause'))",
        ].map { "ALTER TABLE program_member ADD COLUMN \($0)" }
    }

    private static func flag(_ column: String, _ integer: String, _ usual: Int) -> String {
        "\(column) \(integer) NOT NULL DEFAULT \(usual) CHECK (\(column) IN (0, 1))"
    }
}
