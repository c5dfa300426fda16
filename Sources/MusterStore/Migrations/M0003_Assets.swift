/// Folders, programs, lists, campaigns, e-mails and tokens, and what an instance knows besides:
/// settings, API clients and custom activity types.
///
/// Every row of the tree has `folder_id`, the folder that holds it directly, and `program_id`, the
/// program around it however deep; a direct child of a program has no folder. Assets are small
/// reference tables, so none of their keys needs a lead.
struct M0003_Assets: Migration {
    let number = 3

    func apply(_ connection: any WriteConnection) throws {
        let id = connection.dialect.bigIntegerType
        let statements =
            Self.treeTables(id: id) + Self.programTables(id: id) + Self.listTables(id: id)
            + Self.campaignTables(id: id) + Self.contentTables(id: id) + Self.instanceTables(id: id)
        for statement in statements { try connection.execute(statement, []) }
    }
}

extension M0003_Assets {
    /// Names are unique among the direct children of one container. These are two indexes because
    /// a direct child of a program has no folder, and SQL does not compare nulls.
    static func namesAreUniqueInContainer(_ table: String) -> [String] {
        [
            """
            CREATE UNIQUE INDEX \(table)_name_in_folder ON \(table) (folder_id, name)
              WHERE folder_id IS NOT NULL
            """,
            """
            CREATE UNIQUE INDEX \(table)_name_in_program ON \(table) (program_id, name)
              WHERE folder_id IS NULL AND program_id IS NOT NULL
            """,
        ]
    }

    /// What browse calls ask for, each answered in order of ids.
    static func browseIndexes(_ table: String) -> [String] {
        [
            "CREATE INDEX \(table)_folder ON \(table) (folder_id, id)",
            "CREATE INDEX \(table)_program ON \(table) (program_id, id)",
            "CREATE INDEX \(table)_updated ON \(table) (updated_at)",
        ]
    }

    static func nameIndex(_ table: String) -> String { "CREATE INDEX \(table)_name ON \(table) (name)" }

    /// Columns that every asset ends with.
    static func stamps(id: String) -> String {
        "created_at \(id) NOT NULL, updated_at \(id) NOT NULL"
    }

    static func flag(_ column: String) -> String {
        "\(column) INTEGER NOT NULL CHECK (\(column) IN (0, 1))"
    }
}

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

extension M0003_Assets {
    /// `named_asset` gives ids to what activities name and no table holds yet: pages, forms and the
    /// like. `my_token.name_key` is the name as tokens are looked up, in any case.
    static func contentTables(id: String) -> [String] {
        [
            """
            CREATE TABLE email (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL CHECK (name <> ''),
              description TEXT NOT NULL,
              folder_id \(id) REFERENCES folder (id),
              program_id \(id) REFERENCES program (id),
              subject TEXT NOT NULL,
              from_name TEXT NOT NULL,
              from_email TEXT NOT NULL,
              reply_email TEXT NOT NULL,
              html TEXT NOT NULL,
              plain_text TEXT NOT NULL,
              \(flag("is_operational")),
              \(flag("is_approved")),
              \(stamps(id: id)),
              CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL)
            )
            """,
            nameIndex("email"),
            """
            CREATE TABLE my_token (
              container_kind TEXT NOT NULL CHECK (container_kind IN ('Folder', 'Program')),
              container_id \(id) NOT NULL,
              name_key TEXT NOT NULL CHECK (name_key <> ''),
              name TEXT NOT NULL,
              kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'score', 'date', 'rich text', 'sfdc campaign')),
              value TEXT NOT NULL,
              \(stamps(id: id)),
              PRIMARY KEY (container_kind, container_id, name_key)
            )
            """,
            """
            CREATE TABLE named_asset (
              kind TEXT NOT NULL,
              id \(id) NOT NULL,
              name TEXT NOT NULL,
              PRIMARY KEY (kind, id),
              UNIQUE (kind, name)
            )
            """,
        ] + namesAreUniqueInContainer("email") + browseIndexes("email")
    }
}
