/// What became of people in flows, which runs move people with a front, and where messages go.
struct M0013_Outcomes: Migration {
    let number = 13

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let statements = [
            // Until now those who were taken out of a flow counted as completed.
            "ALTER TABLE campaign_run ADD COLUMN removed \(integer) NOT NULL DEFAULT 0",
            "ALTER TABLE campaign_run ADD COLUMN is_moving \(integer) NOT NULL DEFAULT 0 CHECK (is_moving IN (0, 1))",
            "UPDATE campaign_run SET is_moving = 1 WHERE state = 'running' AND is_trigger = 0",
            // Partial, because nearly all runs are over, and most of the others wait.
            "CREATE INDEX campaign_run_moving ON campaign_run (started_at, id) WHERE is_moving = 1",
            """
            CREATE TABLE flow_outcome (
              \(connection.dialect.idColumn(distributedBy: "lead_id")),
              run_id \(integer) NOT NULL,
              lead_id \(integer) NOT NULL,
              entry_id \(integer),
              step_id \(integer),
              step_name TEXT,
              outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'skipped', 'cut')),
              reason TEXT NOT NULL,
              at \(integer) NOT NULL
            )
            """,
            "CREATE INDEX flow_outcome_run ON flow_outcome (run_id, outcome, id)",
            "ALTER TABLE outbox ADD COLUMN host TEXT NOT NULL DEFAULT ''",
            "DROP INDEX outbox_pending",
            "CREATE INDEX outbox_pending ON outbox (kind, host, next_attempt_at, id) WHERE state = 'pending'",
            "CREATE INDEX outbox_done ON outbox (done_at) WHERE state = 'done'",
        ]
        for statement in statements { try connection.execute(statement, []) }
    }
}
