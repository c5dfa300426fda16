import MusterSQLite
import MusterStore

/// What a server left in its file, read without a server.
struct ChaosInspection {
    let path: String

    /// Everything that is unsound in the file.
    func faults() async throws -> [String] {
        try await reading { connection in
            var faults = try connection.rows("PRAGMA integrity_check") { $0.text(0) }.filter { $0 != "ok" }
            faults += try connection.rows("PRAGMA foreign_key_check") {
                "\($0.text(0)) has a row without its \($0.text(2))"
            }
            for (table, column, other) in Self.references {
                let count = try connection.rows(
                    "SELECT count(*) FROM \(table) WHERE \(column) NOT IN (SELECT id FROM \(other))"
                ) { $0.int(0) }[0]
                if count > 0 { faults.append("\(count) rows of \(table) have a \(column) that is no \(other)") }
            }
            faults += try connection.rows(Self.unbalancedRuns) { "run \($0.int(0)) does not balance" }
            return faults
        }
    }

    /// Everybody whom a run took in is in its flow, came to the end or was taken out.
    private static let unbalancedRuns = """
        SELECT id FROM campaign_run WHERE qualified <> completed + removed \
        + (SELECT count(*) FROM flow_entry WHERE run_id = campaign_run.id)
        """

    /// References that the schema does not declare, because nothing that is small may hold up what
    /// is large.
    private static let references = [
        ("flow_entry", "lead_id", "lead"), ("flow_entry", "run_id", "campaign_run"),
        ("flow_entry", "campaign_id", "smart_campaign"), ("flow_outcome", "run_id", "campaign_run"),
        ("static_list_member", "lead_id", "lead"),
        ("static_list_member", "list_id", "static_list"), ("program_member", "lead_id", "lead"),
        ("active_trigger", "campaign_id", "smart_campaign"),
    ]

    /// What two runs of one seed differ in because it must not be foreseen.
    private static let secrets: [String: Set<String>] = [
        // Random.
        "access_token": ["hash"],
        // Of a random salt.
        "api_client": ["secret_hash"],
    ]
    /// Random, and only their values: settings are rows.
    private static let secretSettings = "name='key."

    /// What two writers do at once has no order, so neither have the commits in which the outbox notes
    /// what it delivered while others go on: the others are told in their order, by no number.
    private static let isOrdered = #"changes <> '{"work":["outbox"]}'"#
    private static let changesInOrder = """
        SELECT 'order=' || row_number() OVER (ORDER BY number) || ', changes=' || quote(changes) FROM change_log \
        WHERE \(isOrdered)
        """
    /// Columns that hold the number of a commit, which says how many of those came before it.
    private static let commits: [String: Set<String>] = [
        "commit_position": ["last", "definitions", "records", "catalogs"], "change_reader": ["position"],
    ]

    /// All rows of all tables as text, sorted, by table; without secrets.
    func tables() async throws -> [String: [String]] {
        try await reading { connection in
            let names = try connection.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ) { $0.text(0) }
            var tables: [String: [String]] = [:]
            for name in names {
                let columns = try connection.rows("SELECT name FROM pragma_table_info('\(name)')") { $0.text(0) }
                    .filter { Self.secrets[name]?.contains($0) != true }
                let row = columns.map { "'\($0)=' || \(Self.comparable($0, of: name))" }.joined(
                    separator: " || ', ' || ")
                let all = name == "change_log" ? Self.changesInOrder : "SELECT \(row) FROM \"\(name)\""
                tables[name] = try connection.rows(all) { $0.text(0) }
                    .filter { name != "setting" || !$0.hasPrefix(Self.secretSettings) }.sorted()
            }
            return tables
        }
    }

    private static func comparable(_ column: String, of table: String) -> String {
        guard commits[table]?.contains(column) == true else { return "quote(\"\(column)\")" }
        return "(SELECT count(*) FROM change_log WHERE number <= \"\(table)\".\"\(column)\" AND \(isOrdered))"
    }

    private func reading<T>(_ body: (any SQLConnection) throws -> T) async throws -> T {
        let database = try SQLiteDatabase(path: path, readers: 1)
        let result: Result<T, any Error> = Result { try database.read(body) }
        try await database.close()
        return try result.get()
    }
}

extension SQLConnection {
    fileprivate func rows<T>(_ sql: String, _ row: (any SQLRow) throws -> T) throws -> [T] {
        var rows: [T] = []
        try query(sql, []) {
            rows.append(try row($0))
            return true
        }
        return rows
    }
}
