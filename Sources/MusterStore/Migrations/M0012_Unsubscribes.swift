/// Which e-mail addresses have unsubscribed, and which activities were dated ahead of their writing.
///
/// Both have been kept elsewhere before: the first on people alone, the second nowhere, so that one
/// activity from the future stopped the marks of times. A database from before is put right here.
struct M0012_Unsubscribes: Migration {
    let number = 12

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let clustered = connection.dialect.clusteredTable
        let statements = [
            """
            CREATE TABLE unsubscribed_address (
              email_key TEXT NOT NULL PRIMARY KEY CHECK (email_key <> ''),
              marked_at \(integer) NOT NULL
            )\(clustered)
            """,
            """
            CREATE TABLE activity_ahead (
              activity_id \(integer) PRIMARY KEY,
              lead_id \(integer) NOT NULL,
              at \(integer) NOT NULL
            )
            """,
        ]
        for statement in statements { try connection.execute(statement, []) }
        // The migrator notes the moment before it applies.
        let now = try connection.first("SELECT applied_at FROM schema_migration WHERE number = 12") { $0.int(0) } ?? 0
        try markAddresses(connection, now)
        try unsubscribeTheOthers(connection, now)
        try takeTheFutureOutOfTheMarks(connection, now)
    }

    private func markAddresses(_ connection: any WriteConnection, _ now: Int64) throws {
        try connection.execute(
            """
            INSERT INTO unsubscribed_address (email_key, marked_at)
              SELECT DISTINCT email_key, ? FROM lead WHERE unsubscribed = 1 AND email_key <> ''
            """, [.int(now)])
    }

    /// People who share an address with somebody who has unsubscribed, each with his own *Change Data
    /// Value*. No trigger reacts to these: nobody did anything now.
    private func unsubscribeTheOthers(_ connection: any WriteConnection, _ now: Int64) throws {
        let others = "coalesce(unsubscribed, 0) = 0 AND email_key IN (SELECT email_key FROM unsubscribed_address)"
        let changed = try connection.all("SELECT id, unsubscribed FROM lead WHERE \(others) ORDER BY id") {
            (lead: $0.int(0), old: $0.isNull(1) ? "" : "false")
        }
        guard !changed.isEmpty else { return }
        let first = try connection.first(
            """
            INSERT INTO sequence (name, next) VALUES ('activity', 1 + ?) ON CONFLICT (name) DO UPDATE
              SET next = sequence.next + ? RETURNING next - ?
            """, Array(repeating: .int(Int64(changed.count)), count: 3)
        ) { $0.int(0) }
        guard let first else { throw StoreError(.other, "the sequence activity gave no number") }
        try connection.executeMany(
            """
            INSERT INTO activity (id, lead_id, type_id, at, primary_id, primary_value, attributes)
              VALUES (?, ?, 13, ?, 79, 'Unsubscribed', ?)
            """, count: changed.count
        ) { binder, index in
            binder.bind(first + Int64(index))
            binder.bind(changed[index].lead)
            binder.bind(now)
            binder.bind(
                #"{"New Value":"true","Old Value":""# + changed[index].old
                    + #"","Reason":"Durable unsubscribe","Source":"Upgrade"}"#)
        }
        try connection.execute("UPDATE lead SET unsubscribed = 1, updated_at = ? WHERE \(others)", [.int(now)])
    }

    /// Looks through the log only where a mark says that it holds something from the future.
    private func takeTheFutureOutOfTheMarks(_ connection: any WriteConnection, _ now: Int64) throws {
        let limit = SQLValue.int(now + 60_000)
        let isAhead = try connection.hasRow("SELECT 1 FROM activity_mark WHERE at > ? LIMIT 1", [limit])
        guard isAhead else { return }
        try connection.execute(
            "INSERT INTO activity_ahead (activity_id, lead_id, at) SELECT id, lead_id, at FROM activity WHERE at > ?",
            [limit])
        try connection.execute("DELETE FROM activity_mark WHERE at > ?", [limit])
    }
}
