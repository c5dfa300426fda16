import MusterModel

/// One role of a new instance.
/// - Source: our choice, after the roles that a new Marketo subscription has.
struct SystemRole {
    let id: Int64
    let name: String
    let permissions: Set<Permission>

    static let all = [
        SystemRole(id: 1, name: "Administrator", permissions: .all),
        SystemRole(
            id: 2, name: "Marketing User",
            permissions: [
                .approveAssets, .activateCampaign, .deactivateCampaign, .executeCampaign, .readWriteAssets,
                .readWriteCampaign, .readWriteLead, .readOnlyActivity, .readOnlyActivityMetadata,
            ]),
        SystemRole(id: 3, name: "Read Only", permissions: Set(Permission.allCases.filter { $0.stronger != nil })),
        // What a CRM or a pipeline does: people and what they did in both directions, campaigns by request.
        SystemRole(
            id: 4, name: "Integration",
            permissions: [
                .readWriteLead, .readWriteActivity, .readWriteActivityMetadata, .readWriteCompany,
                .readWriteOpportunity, .readWriteSalesPerson, .readWriteCustomObject, .readWriteNamedAccount,
                .readWriteNamedAccountList, .readWriteSchemaStandardField, .readOnlyAssets, .readOnlyCampaign,
                .executeCampaign,
            ]),
    ]

    /// Makes those that are not there yet and gives them the permissions of this release.
    static func plant(_ connection: any WriteConnection, now: Instant) throws {
        for role in all {
            let permissions = SQLValue.text(role.permissions.storedText)
            try connection.execute(
                """
                INSERT INTO role (id, name, permissions, is_system, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)
                  ON CONFLICT (id) DO UPDATE SET permissions = excluded.permissions, updated_at = excluded.updated_at
                  WHERE role.permissions <> excluded.permissions
                """, [.int(role.id), .text(role.name), permissions, .instant(now), .instant(now)])
        }
    }
}
