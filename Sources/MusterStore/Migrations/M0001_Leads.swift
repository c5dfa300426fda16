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
        let columns = Self.columns(integer: integer, number: connection.dialect.doubleType)
        // `email_key` is the address as comparisons see it, and the only column with an index,
        // because each index makes writing a lead dearer.
        try connection.execute("CREATE TABLE lead (id \(integer) PRIMARY KEY, email_key TEXT, \(columns))", [])
        try connection.execute("CREATE INDEX lead_email_key ON lead (email_key)", [])
        let names = ["id"] + columns.split(separator: ", ").map { String($0.prefix { $0 != " " }) }
        try connection.executeMany("INSERT INTO lead_column (name) VALUES (?)", count: names.count) { binder, index in
            binder.bind(names[index])
        }
    }
}
