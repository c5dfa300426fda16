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
