import MusterModel

/// Passages through flows that are edited meanwhile, and chains of campaigns that cause one another.
///
/// A place was a step by id, with a number for when the step is gone. It becomes a number of steps
/// that lie behind, counted in one version of the flow.
struct M0011_Passages: Migration {
    let number = 11

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        for statement in Self.columns(integer) + Self.tables(integer, connection.dialect) {
            try connection.execute(statement, [])
        }
        try countPlaces(connection)
        for statement in Self.cleaning { try connection.execute(statement, []) }
    }

    private static func columns(_ integer: String) -> [String] {
        [
            "ALTER TABLE smart_campaign ADD COLUMN flow_version \(integer) NOT NULL DEFAULT 0",
            "ALTER TABLE flow_entry ADD COLUMN flow_version \(integer) NOT NULL DEFAULT 0",
            "ALTER TABLE flow_entry ADD COLUMN chain_id \(integer)",
            "ALTER TABLE campaign_run ADD COLUMN front_version \(integer) NOT NULL DEFAULT 0",
            """
            ALTER TABLE campaign_run ADD COLUMN is_moving \(integer) NOT NULL DEFAULT 0 \
            CHECK (is_moving IN (0, 1))
            """,
            "ALTER TABLE campaign_run ADD COLUMN after_activity_id \(integer) NOT NULL DEFAULT 0",
            "ALTER TABLE pending_event ADD COLUMN chain_id \(integer)",
            // It held the time of the activity, which nobody asked for.
            "ALTER TABLE pending_event RENAME COLUMN at TO committed_at",
        ]
    }

    private static func tables(_ integer: String, _ dialect: any Dialect) -> [String] {
        [
            """
            CREATE TABLE flow_version (
              campaign_id \(integer) NOT NULL,
              number \(integer) NOT NULL,
              step_ids TEXT NOT NULL,
              PRIMARY KEY (campaign_id, number)
            )\(dialect.clusteredTable)
            """,
            """
            CREATE TABLE event_chain (
              \(dialect.idColumn(distributedBy: "lead_id")),
              lead_id \(integer) NOT NULL,
              entries \(integer) NOT NULL CHECK (entries > 0)
            )
            """,
            """
            CREATE TABLE chain_cut (
              campaign_id \(integer) NOT NULL,
              lead_id \(integer) NOT NULL,
              chain_id \(integer) NOT NULL,
              run_id \(integer) NOT NULL,
              at \(integer) NOT NULL,
              depth \(integer) NOT NULL,
              entries \(integer) NOT NULL,
              refused \(integer) NOT NULL CHECK (refused > 0),
              PRIMARY KEY (campaign_id, lead_id, chain_id)
            )\(dialect.clusteredTable)
            """,
            """
            CREATE TABLE trigger_fault (
              campaign_id \(integer) NOT NULL,
              reason TEXT NOT NULL,
              first_at \(integer) NOT NULL,
              last_at \(integer) NOT NULL,
              events \(integer) NOT NULL CHECK (events > 0),
              PRIMARY KEY (campaign_id, reason)
            )\(dialect.clusteredTable)
            """,
        ]
    }

    private static let cleaning = [
        """
        UPDATE campaign_run SET is_moving = 1 WHERE state = 'running' AND is_trigger = 0 AND EXISTS \
        (SELECT 1 FROM flow_entry WHERE flow_entry.run_id = campaign_run.id AND flow_entry.is_detached = 0)
        """,
        // Partial, because nearly all runs are over, and most that are not have only people who wait.
        "CREATE INDEX campaign_run_moving ON campaign_run (started_at, id) WHERE is_moving = 1",
        "ALTER TABLE flow_entry DROP COLUMN step_id",
        "ALTER TABLE flow_entry DROP COLUMN after_step_id",
        "ALTER TABLE campaign_run DROP COLUMN front_step_id",
    ]

    /// Counts the places of people, and of fronts, in the flow as it is now: the first version.
    private func countPlaces(_ connection: any WriteConnection) throws {
        let campaigns = try connection.all(
            """
            SELECT id, flow FROM smart_campaign WHERE id IN \
            (SELECT campaign_id FROM campaign_run WHERE state = 'running')
            """
        ) { (id: $0.int(0), flow: $0.text(1)) }
        for (campaign, flow) in campaigns {
            let steps = try JSONParser.parse(flow).object?["steps"]?.array ?? []
            let ids = steps.compactMap { $0.object?["id"]?.integer }
            let places = try connection.all(
                """
                SELECT DISTINCT coalesce(step_id, 0), coalesce(after_step_id, 0), step_index FROM flow_entry \
                WHERE campaign_id = ? AND is_detached = 1
                """, [.int(campaign)]
            ) { (step: $0.int(0), after: $0.int(1), index: $0.int(2)) }
            for place in places {
                let passed = ids.firstIndex(of: place.after).map { Int64($0) + 1 }
                guard let position = passed ?? ids.firstIndex(of: place.step).map({ Int64($0) }) else { continue }
                try connection.execute(
                    """
                    UPDATE flow_entry SET step_index = ? WHERE campaign_id = ? AND is_detached = 1 \
                    AND coalesce(step_id, 0) = ? AND coalesce(after_step_id, 0) = ?
                    """, [.int(position), .int(campaign), .int(place.step), .int(place.after)])
            }
            for (index, id) in ids.enumerated() {
                try connection.execute(
                    """
                    UPDATE campaign_run SET front_step_index = ? \
                    WHERE campaign_id = ? AND state = 'running' AND front_step_id = ?
                    """, [.int(Int64(index)), .int(campaign), .int(id)])
            }
        }
    }
}
