/// Campaigns at work: runs, people in flows, events that triggers have not seen yet, and what has
/// to leave the database.
struct M0004_Runs: Migration {
    let number = 4

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let statements =
            runTables(integer) + flowTables(integer, connection.dialect) + eventTables(integer)
        for statement in statements { try connection.execute(statement, []) }
    }

    private func runTables(_ integer: String) -> [String] {
        [
            """
            CREATE TABLE campaign_run (
              id \(integer) PRIMARY KEY,
              campaign_id \(integer) NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('scheduled', 'running', 'finished', 'failed', 'cancelled')),
              origin TEXT NOT NULL CHECK (origin IN ('api', 'recurrence', 'activation', 'command')),
              is_trigger \(integer) NOT NULL CHECK (is_trigger IN (0, 1)),
              scheduled_at \(integer) NOT NULL,
              started_at \(integer),
              finished_at \(integer),
              failure TEXT,
              context_id \(integer),
              front_step_id \(integer),
              front_step_index \(integer) NOT NULL,
              front_lead_id \(integer) NOT NULL,
              qualified \(integer) NOT NULL,
              completed \(integer) NOT NULL,
              skipped \(integer) NOT NULL,
              failed_steps \(integer) NOT NULL,
              CHECK ((state IN ('finished', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
            )
            """,
            "CREATE INDEX campaign_run_campaign ON campaign_run (campaign_id)",
            // Partial, because nearly all runs are over.
            """
            CREATE INDEX campaign_run_open ON campaign_run (state, scheduled_at)
              WHERE state IN ('scheduled', 'running')
            """,
            "CREATE TABLE token_context (id \(integer) PRIMARY KEY, tokens TEXT NOT NULL)",
        ]
    }

    private func flowTables(_ integer: String, _ dialect: any Dialect) -> [String] {
        [
            """
            CREATE TABLE flow_entry (
              \(dialect.idColumn(distributedBy: "lead_id")),
              run_id \(integer) NOT NULL,
              campaign_id \(integer) NOT NULL,
              lead_id \(integer) NOT NULL,
              is_detached \(integer) NOT NULL CHECK (is_detached IN (0, 1)),
              step_id \(integer),
              step_index \(integer) NOT NULL,
              after_step_id \(integer),
              wake_at \(integer) NOT NULL,
              is_waiting \(integer) NOT NULL CHECK (is_waiting IN (0, 1)),
              trigger_activity_id \(integer),
              context_id \(integer),
              depth \(integer) NOT NULL,
              entered_at \(integer) NOT NULL,
              CHECK (is_waiting = 0 OR is_detached = 1)
            )
            """,
            "CREATE INDEX flow_entry_run ON flow_entry (run_id, is_detached, lead_id)",
            "CREATE INDEX flow_entry_due ON flow_entry (is_waiting, wake_at, id) WHERE is_detached = 1",
            "CREATE INDEX flow_entry_lead ON flow_entry (lead_id)",
            """
            CREATE TABLE campaign_member (
              campaign_id \(integer) NOT NULL,
              lead_id \(integer) NOT NULL,
              first_entered_at \(integer) NOT NULL,
              last_entered_at \(integer) NOT NULL,
              entries \(integer) NOT NULL CHECK (entries > 0),
              PRIMARY KEY (campaign_id, lead_id)
            )\(dialect.clusteredTable)
            """,
        ]
    }

    private func eventTables(_ integer: String) -> [String] {
        [
            """
            CREATE TABLE pending_event (
              activity_id \(integer) PRIMARY KEY,
              lead_id \(integer) NOT NULL,
              type_id \(integer) NOT NULL,
              depth \(integer) NOT NULL,
              context_id \(integer),
              at \(integer) NOT NULL
            )
            """,
            """
            CREATE TABLE outbox (
              id \(integer) PRIMARY KEY,
              idempotency_key TEXT NOT NULL UNIQUE,
              kind TEXT NOT NULL,
              lead_id \(integer) NOT NULL,
              payload TEXT NOT NULL,
              created_at \(integer) NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
              attempts \(integer) NOT NULL CHECK (attempts >= 0),
              next_attempt_at \(integer) NOT NULL,
              done_at \(integer),
              error TEXT,
              CHECK ((state = 'done') = (done_at IS NOT NULL))
            )
            """,
            "CREATE INDEX outbox_pending ON outbox (next_attempt_at, id) WHERE state = 'pending'",
        ]
    }
}
