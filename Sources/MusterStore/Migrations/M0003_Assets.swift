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
