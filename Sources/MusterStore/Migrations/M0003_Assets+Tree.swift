extension M0003_Assets {
    /// `folder.program_id` has no foreign key: programs are in folders and folders in programs, and
    /// SQLite cannot add a constraint to a table that is there already.
    static func treeTables(id: String) -> [String] {
        [
            """
            CREATE TABLE folder (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL CHECK (name <> ''),
              description TEXT,
              folder_id \(id) REFERENCES folder (id),
              program_id \(id),
              kind TEXT NOT NULL CHECK (kind IN ('Zone', 'Marketing Folder', 'Email', 'Email Template', \
            'Landing Page', 'Landing Page Form', 'Landing Page Template', 'Snippet', 'Image', 'List', 'Smart List')),
              tree TEXT NOT NULL CHECK (tree IN ('Marketing Activities', 'Design Studio', 'Lead Database')),
              \(flag("is_archive")),
              \(flag("is_system")),
              \(stamps(id: id)),
              CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL OR is_system = 1),
              CHECK (folder_id <> id)
            )
            """,
            nameIndex("folder"),
        ] + namesAreUniqueInContainer("folder") + browseIndexes("folder")
    }

    static func programTables(id: String) -> [String] {
        [
            """
            CREATE TABLE tag_type (
              name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
              \(flag("is_required")),
              program_kinds TEXT NOT NULL,
              allowed_values TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE channel (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL UNIQUE CHECK (name <> ''),
              kind TEXT NOT NULL CHECK (kind IN \
            ('Default', 'Event', 'Event with Webinar', 'Engagement', 'Email')),
              \(stamps(id: id))
            )
            """,
            """
            CREATE TABLE channel_status (
              channel_id \(id) NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
              name TEXT NOT NULL CHECK (name <> ''),
              step INTEGER NOT NULL CHECK (step >= 0),
              position INTEGER NOT NULL,
              \(flag("is_success")),
              \(flag("is_hidden")),
              PRIMARY KEY (channel_id, name)
            )
            """,
            """
            CREATE TABLE program (
              id \(id) PRIMARY KEY,
              name TEXT NOT NULL UNIQUE CHECK (name <> ''),
              description TEXT NOT NULL,
              kind TEXT NOT NULL CHECK (kind IN \
            ('Default', 'Event', 'Event with Webinar', 'Engagement', 'Email')),
              channel_id \(id) NOT NULL REFERENCES channel (id),
              folder_id \(id) REFERENCES folder (id),
              program_id \(id) REFERENCES program (id),
              status TEXT NOT NULL
                CHECK (status IN ('', 'on', 'off', 'unlocked', 'locked', 'completed')),
              start_at \(id),
              end_at \(id),
              \(stamps(id: id)),
              CHECK (folder_id IS NOT NULL OR program_id IS NOT NULL),
              CHECK (program_id <> id)
            )
            """,
            """
            CREATE TABLE program_tag (
              program_id \(id) NOT NULL REFERENCES program (id) ON DELETE CASCADE,
              tag_type TEXT NOT NULL REFERENCES tag_type (name),
              value TEXT NOT NULL,
              PRIMARY KEY (program_id, tag_type)
            )
            """,
            """
            CREATE TABLE program_cost (
              program_id \(id) NOT NULL REFERENCES program (id) ON DELETE CASCADE,
              position INTEGER NOT NULL,
              start_date TEXT NOT NULL,
              cost \(id) NOT NULL,
              note TEXT,
              PRIMARY KEY (program_id, position)
            )
            """,
        ] + browseIndexes("program")
    }
}
