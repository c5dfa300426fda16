/// Numbered commits, and what each of them changed.
struct M0010_ChangeLog: Migration {
    let number = 10

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        for statement in [
            // One row: where the newest state stands.
            """
            CREATE TABLE commit_position (
              last \(integer) NOT NULL,
              definitions \(integer) NOT NULL,
              records \(integer) NOT NULL,
              catalogs \(integer) NOT NULL
            )
            """,
            "INSERT INTO commit_position (last, definitions, records, catalogs) VALUES (0, 0, 0, 0)",
            "CREATE TABLE change_log (number \(integer) PRIMARY KEY, changes TEXT NOT NULL)",
            // Whoever must not miss a change, and the last one it has seen.
            "CREATE TABLE change_reader (name TEXT PRIMARY KEY, position \(integer) NOT NULL)",
        ] {
            try connection.execute(statement, [])
        }
    }
}
