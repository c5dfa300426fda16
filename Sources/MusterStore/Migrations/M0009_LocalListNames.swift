/// Smart lists in different programs may have the same name, as all other local assets may: the copy
/// of a program has lists of the same names.
struct M0009_LocalListNames: Migration {
    let number = 9

    func apply(_ connection: any WriteConnection) throws {
        let standsAlone = "campaign_id IS NULL AND email_program_id IS NULL"
        let statements = [
            "DROP INDEX smart_list_own_name",
            """
            CREATE UNIQUE INDEX smart_list_own_name ON smart_list (name)
              WHERE \(standsAlone) AND program_id IS NULL
            """,
            """
            CREATE UNIQUE INDEX smart_list_name_in_folder ON smart_list (folder_id, name)
              WHERE \(standsAlone) AND folder_id IS NOT NULL
            """,
            """
            CREATE UNIQUE INDEX smart_list_name_in_program ON smart_list (program_id, name)
              WHERE \(standsAlone) AND folder_id IS NULL AND program_id IS NOT NULL
            """,
        ]
        for statement in statements { try connection.execute(statement, []) }
    }
}
