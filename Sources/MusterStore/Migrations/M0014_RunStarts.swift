/// Batch runs whose people are entering, a chunk at a time, and how far each of them has come.
///
/// A run that is not named here has begun in one transaction, as all did before.
struct M0014_RunStarts: Migration {
    let number = 14

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        try connection.execute(
            """
            CREATE TABLE run_start (
              run_id \(integer) PRIMARY KEY,
              entered_through \(integer) NOT NULL,
              last_lead_id \(integer) NOT NULL,
              judged_at \(integer) NOT NULL,
              rules TEXT NOT NULL,
              qualification TEXT NOT NULL,
              qualification_interval \(integer),
              qualification_unit TEXT
            )
            """, [])
    }
}
