/// The lists of e-mail programs, the server's own lists, and counts a day.
struct M0005_OwnedLists: Migration {
    let number = 5

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let statements = [
            "ALTER TABLE smart_list ADD COLUMN email_program_id \(integer)",
            """
            ALTER TABLE smart_list ADD COLUMN is_system INTEGER NOT NULL DEFAULT 0 CHECK (is_system IN (0, 1))
            """,
            """
            CREATE UNIQUE INDEX smart_list_email_program ON smart_list (email_program_id)
              WHERE email_program_id IS NOT NULL
            """,
            // A program's list carries its name, as a campaign's does.
            "DROP INDEX smart_list_own_name",
            """
            CREATE UNIQUE INDEX smart_list_own_name ON smart_list (name)
              WHERE campaign_id IS NULL AND email_program_id IS NULL
            """,
            """
            CREATE TABLE daily_count (
              name TEXT NOT NULL CHECK (name <> ''),
              day TEXT NOT NULL,
              count \(integer) NOT NULL CHECK (count > 0),
              PRIMARY KEY (name, day)
            )
            """,
        ]
        for statement in statements { try connection.execute(statement, []) }
        try giveListsToEmailPrograms(connection)
    }

    /// Those that were made before e-mail programs had a list.
    private func giveListsToEmailPrograms(_ connection: any WriteConnection) throws {
        let programs = try connection.all(
            "SELECT id, name, created_at, updated_at FROM program WHERE kind = 'Email' ORDER BY id"
        ) { (id: $0.int(0), name: $0.text(1), createdAt: $0.int(2), updatedAt: $0.int(3)) }
        guard !programs.isEmpty else { return }
        let first = try connection.first(
            """
            INSERT INTO sequence (name, next) VALUES ('smartList', 1 + ?) ON CONFLICT (name) DO UPDATE
              SET next = sequence.next + ? RETURNING next - ?
            """, Array(repeating: .int(Int64(programs.count)), count: 3)
        ) { $0.int(0) }
        guard let first else { throw StoreError(.other, "the sequence smartList gave no number") }
        for (index, program) in programs.enumerated() {
            try connection.execute(
                """
                INSERT INTO smart_list (id, name, program_id, email_program_id, rules, created_at, updated_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(first + Int64(index)), .text(program.name), .int(program.id), .int(program.id),
                    .text(#"{"filterMatchType":"all","triggers":[],"filters":[]}"#), .int(program.createdAt),
                    .int(program.updatedAt),
                ])
        }
    }
}
