/// Static lists and programs that are gone, and whose members have yet to be forgotten.
struct M0016_DeletedGroups: Migration {
    let number = 16

    func apply(_ connection: any WriteConnection) throws {
        try connection.execute(
            """
            CREATE TABLE deleted_group (
              kind TEXT NOT NULL CHECK (kind IN ('staticList', 'program')),
              id \(connection.dialect.bigIntegerType) NOT NULL,
              PRIMARY KEY (kind, id)
            )\(connection.dialect.clusteredTable)
            """, [])
    }
}
