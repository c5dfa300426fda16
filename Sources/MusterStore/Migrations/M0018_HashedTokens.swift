/// Access tokens by their hash. Those from before end, because who reads the file could use them:
/// their clients are told so and ask for others, as they do every hour.
struct M0018_HashedTokens: Migration {
    let number = 18

    func apply(_ connection: any WriteConnection) throws {
        for statement in [
            "DROP TABLE access_token",
            """
            CREATE TABLE access_token (
              hash TEXT NOT NULL PRIMARY KEY CHECK (hash <> ''),
              client_id TEXT NOT NULL REFERENCES api_client (id) ON DELETE CASCADE,
              expires_at \(connection.dialect.bigIntegerType) NOT NULL
            )
            """,
            "CREATE INDEX access_token_client ON access_token (client_id)",
        ] { try connection.execute(statement, []) }
    }
}
