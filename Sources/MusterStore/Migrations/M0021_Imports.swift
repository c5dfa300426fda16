/// How far imports of files have come that are done under a key.
struct M0021_Imports: Migration {
    let number = 21

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        try connection.execute(
            """
            CREATE TABLE import (
              key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
              kind TEXT NOT NULL CHECK (kind IN ('leads', 'activities')),
              fingerprint TEXT NOT NULL,
              options TEXT NOT NULL,
              next_row \(integer) NOT NULL CHECK (next_row >= 0),
              created \(integer) NOT NULL,
              updated \(integer) NOT NULL,
              unchanged \(integer) NOT NULL,
              skipped \(integer) NOT NULL,
              rejects TEXT NOT NULL,
              began_at \(integer) NOT NULL,
              finished_at \(integer)
            )
            """, [])
    }
}
