extension M0003_Assets {
    /// Secrets are stored as the hash that the caller made. `expires_at` of a token is kept beyond
    /// its end, because an expired token gets another answer than an unknown one.
    static func instanceTables(id: String) -> [String] {
        [
            "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
            """
            CREATE TABLE api_client (
              id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
              secret_hash TEXT NOT NULL CHECK (secret_hash <> ''),
              name TEXT NOT NULL,
              scope TEXT NOT NULL,
              permissions TEXT NOT NULL,
              \(stamps(id: id))
            )
            """,
            """
            CREATE TABLE access_token (
              token TEXT NOT NULL PRIMARY KEY CHECK (token <> ''),
              client_id TEXT NOT NULL REFERENCES api_client (id) ON DELETE CASCADE,
              expires_at \(id) NOT NULL
            )
            """,
            "CREATE INDEX access_token_client ON access_token (client_id, expires_at)",
            """
            CREATE TABLE custom_activity_type (
              id \(id) PRIMARY KEY CHECK (id > 100000),
              api_name TEXT NOT NULL CHECK (api_name <> ''),
              draft TEXT,
              approved TEXT,
              status TEXT NOT NULL
                CHECK (status IN ('draft', 'approved', 'approved with draft', 'deleted')),
              \(stamps(id: id)),
              CHECK (status = 'deleted' OR (draft IS NOT NULL) = (status <> 'approved')),
              CHECK (status = 'deleted' OR (approved IS NOT NULL) = (status <> 'draft'))
            )
            """,
            """
            CREATE UNIQUE INDEX custom_activity_type_api_name ON custom_activity_type (api_name)
              WHERE status <> 'deleted'
            """,
        ]
    }
}
