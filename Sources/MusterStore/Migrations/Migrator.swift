import MusterModel

/// One numbered step of the schema, applied once and never changed after a release.
///
/// What it does is text of its own: it follows no catalogue and no enumeration, which say what the
/// newest version knows. A new standard field comes with a migration that adds its column.
protocol Migration: Sendable {
    var number: Int { get }
    func apply(_ connection: any WriteConnection) throws
}

/// Brings a database to the schema of this version. Forward only.
enum Migrator {
    static let migrations: [any Migration] = [
        M0001_Leads(),
        M0002_Activities(),
        M0003_Assets(),
        M0004_Runs(),
        M0005_OwnedLists(),
        M0006_Fields(),
        M0007_APIUsers(),
        M0008_LeadCookies(),
        M0009_LocalListNames(),
        M0010_ChangeLog(),
        M0011_Passages(),
        M0012_Unsubscribes(),
        M0013_Outcomes(),
        M0014_RunStarts(),
        M0015_Removals(),
        M0016_DeletedGroups(),
        M0017_ManageInstance(),
        M0018_HashedTokens(),
        M0019_Erasures(),
        M0020_Audit(),
        M0021_Imports(),
    ]

    static var newest: Int { migrations.last?.number ?? 0 }

    /// The newest of the migrations that the database has had; 0 for none.
    static func number(_ connection: any SQLConnection) throws -> Int {
        try connection.first("SELECT coalesce(max(number), 0) FROM schema_migration") { Int($0.int(0)) } ?? 0
    }

    static func migrate(_ connection: any WriteConnection, now: Instant) throws {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
              number \(connection.dialect.bigIntegerType) PRIMARY KEY,
              applied_at \(connection.dialect.bigIntegerType) NOT NULL
            )
            """, [])
        let current = try number(connection)
        guard current <= newest else {
            throw StoreError(
                .newerSchema, "the database has schema \(current), this version knows \(newest): use a newer Muster")
        }
        for migration in migrations where migration.number > current {
            // First, so that the migration knows the moment.
            try connection.execute(
                "INSERT INTO schema_migration (number, applied_at) VALUES (?, ?)",
                [.int(Int64(migration.number)), .instant(now)])
            try migration.apply(connection)
        }
    }
}
