/// Who was taken out of a flow, beside those who failed or were skipped; messages that have failed are
/// found without reading the delivered ones.
struct M0015_Removals: Migration {
    let number = 15

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let columns = "id, run_id, lead_id, entry_id, step_id, step_name, outcome, reason, at"
        let statements = [
            // Not every engine can change a check.
            "DROP INDEX flow_outcome_run",
            "ALTER TABLE flow_outcome RENAME TO flow_outcome_13",
            """
            CREATE TABLE flow_outcome (
              \(connection.dialect.idColumn(distributedBy: "lead_id")),
              run_id \(integer) NOT NULL,
              lead_id \(integer) NOT NULL,
              entry_id \(integer),
              step_id \(integer),
              step_name TEXT,
              outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'skipped', 'removed')),
              reason TEXT NOT NULL,
              at \(integer) NOT NULL
            )
            """,
            "INSERT INTO flow_outcome (\(columns)) SELECT \(columns) FROM flow_outcome_13",
            "DROP TABLE flow_outcome_13",
            "CREATE INDEX flow_outcome_run ON flow_outcome (run_id, outcome, id)",
            "CREATE INDEX outbox_failed ON outbox (kind, host) WHERE state = 'failed'",
        ]
        for statement in statements { try connection.execute(statement, []) }
    }
}
