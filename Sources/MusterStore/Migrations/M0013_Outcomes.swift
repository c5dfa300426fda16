/// What became of people in flows, and where messages go.
struct M0013_Outcomes: Migration {
    let number = 13

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let statements = [
            // Until now those who were taken out of a flow counted as completed.
            "ALTER TABLE campaign_run ADD COLUMN removed \(integer) NOT NULL DEFAULT 0",
            // Runs ended when the engine had nothing else to do. Those that it had not come to yet are
            // over with the first look at them.
            """
            UPDATE campaign_run SET is_moving = 1, front_version = CASE is_trigger WHEN 0 THEN front_version ELSE \
            coalesce((SELECT flow_version FROM smart_campaign WHERE id = campaign_run.campaign_id), 0) END \
            WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM flow_entry WHERE run_id = campaign_run.id) \
            AND (is_trigger = 0 OR NOT EXISTS \
            (SELECT 1 FROM smart_campaign WHERE id = campaign_run.campaign_id AND is_active = 1) \
            OR EXISTS (SELECT 1 FROM campaign_run AS newer WHERE newer.campaign_id = campaign_run.campaign_id \
            AND newer.id > campaign_run.id AND newer.state = 'running'))
            """,
            """
            CREATE TABLE flow_outcome (
              \(connection.dialect.idColumn(distributedBy: "lead_id")),
              run_id \(integer) NOT NULL,
              lead_id \(integer) NOT NULL,
              entry_id \(integer),
              step_id \(integer),
              step_name TEXT,
              outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'skipped')),
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
