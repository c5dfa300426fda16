/// API-only users and their roles. A client that was there before gets a user of its scope's name
/// and keeps the permissions it has.
struct M0007_APIUsers: Migration {
    let number = 7

    func apply(_ connection: any WriteConnection) throws {
        let integer = connection.dialect.bigIntegerType
        let stamps = "created_at \(integer) NOT NULL, updated_at \(integer) NOT NULL"
        let statements = [
            """
            CREATE TABLE role (
              id \(integer) PRIMARY KEY,
              name TEXT NOT NULL CHECK (name <> ''),
              permissions TEXT NOT NULL,
              is_system INTEGER NOT NULL CHECK (is_system IN (0, 1)),
              \(stamps)
            )
            """,
            """
            CREATE TABLE api_user (
              id \(integer) PRIMARY KEY,
              name TEXT NOT NULL UNIQUE CHECK (name <> ''),
              \(stamps)
            )
            """,
            """
            CREATE TABLE api_user_role (
              user_id \(integer) NOT NULL REFERENCES api_user (id) ON DELETE CASCADE,
              role_id \(integer) NOT NULL REFERENCES role (id),
              PRIMARY KEY (user_id, role_id)
            )
            """,
            "CREATE INDEX api_user_role_role ON api_user_role (role_id)",
            "ALTER TABLE api_client ADD COLUMN user_id \(integer) REFERENCES api_user (id) ON DELETE CASCADE",
            "CREATE INDEX api_client_user ON api_client (user_id)",
            """
            INSERT INTO api_user (id, name, created_at, updated_at)
              SELECT 1000 + row_number() OVER (ORDER BY scope), scope, min(created_at), max(updated_at)
              FROM api_client WHERE scope <> '' GROUP BY scope
            """,
            "UPDATE api_client SET user_id = (SELECT id FROM api_user WHERE name = api_client.scope)",
            // Ids up to 1000 are those of what is planted.
            "INSERT INTO sequence (name, next) SELECT 'apiUser', 1001 + count(*) FROM api_user",
            "INSERT INTO sequence (name, next) VALUES ('role', 1001)",
        ]
        for statement in statements { try connection.execute(statement, []) }
    }
}
