/// *Manage Instance* for whoever held every permission that there was, so that it stays every permission.
struct M0017_ManageInstance: Migration {
    let number = 17

    func apply(_ connection: any WriteConnection) throws {
        let all = Self.before.sorted()
        for table in ["api_client", "role"] {
            try connection.execute(
                "UPDATE \(table) SET permissions = ? WHERE permissions = ?",
                [.text(Self.json((all + ["Manage Instance"]).sorted())), .text(Self.json(all))])
        }
    }

    private static func json(_ names: [String]) -> String {
        "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    private static let before =
        [
            "Access User Management Api", "Activate Campaign", "Approve Assets", "Deactivate Campaign",
            "Execute Campaign",
            "Read-Write Schema Custom Field", "Read-Write Schema Standard Field",
        ]
        + [
            "Activity", "Activity Metadata", "Assets", "Campaign", "Company", "Custom Object", "Custom Object Type",
            "Lead", "Named Account", "Named Account List", "Opportunity", "Redirect Rules", "Sales Person",
        ].flatMap { ["Read-Only \($0)", "Read-Write \($0)"] }
}
