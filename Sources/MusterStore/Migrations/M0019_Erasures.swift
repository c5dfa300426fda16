/// What was erased when, and not of whom.
struct M0019_Erasures: Migration {
    let number = 19

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        try connection.execute(
            """
            CREATE TABLE erasure (
              id \(integer) PRIMARY KEY,
              erased_at \(integer) NOT NULL,
              files_clean_at \(integer),
              counts TEXT NOT NULL
            )
            """, [])
    }
}
