/// People: the wide lead table and the custom fields it has columns for.
struct M0001_Leads: Migration {
    let number = 1

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        try connection.execute(
            """
            CREATE TABLE lead_field (
              id \(integer) PRIMARY KEY,
              name TEXT NOT NULL UNIQUE CHECK (name <> ''),
              display_name TEXT NOT NULL CHECK (display_name <> ''),
              data_type TEXT NOT NULL,
              length \(integer),
              column_name TEXT NOT NULL UNIQUE,
              is_read_only \(integer) NOT NULL CHECK (is_read_only IN (0, 1)),
              is_searchable \(integer) NOT NULL CHECK (is_searchable IN (0, 1))
            )
            """, [])
        // Engines list a table's columns in ways of their own; this one is the same everywhere.
        try connection.execute("CREATE TABLE lead_column (name TEXT NOT NULL PRIMARY KEY)", [])
        try LeadTable.create(connection)
    }
}
