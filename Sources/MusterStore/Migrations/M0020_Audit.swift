/// Who changed what when, and what it was before.
struct M0020_Audit: Migration {
    let number = 20

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let statements = [
            """
            CREATE TABLE audit (
              id \(integer) PRIMARY KEY,
              at \(integer) NOT NULL,
              author TEXT NOT NULL,
              client TEXT,
              sort TEXT NOT NULL,
              subject TEXT NOT NULL,
              name TEXT,
              action TEXT NOT NULL CHECK (action IN ('created', 'changed', 'deleted')),
              changes TEXT NOT NULL
            )
            """,
            "CREATE INDEX audit_subject ON audit (sort, subject)",
            "CREATE INDEX audit_at ON audit (at)",
        ]
        for statement in statements { try connection.execute(statement, []) }
    }
}
