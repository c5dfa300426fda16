import GRDB

/// The settings of the three kinds of connection.
///
/// Debian's SQLite comes with a 2 MB cache and secure_delete on, so nothing is left to its
/// defaults. Sizes are in bytes or, where SQLite counts so, negative kibibytes.
enum ConnectionSetup {
    static func writer() -> Configuration {
        configuration(label: "muster.writer") { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            // Durable at the commit. Costs nothing with 100 rows a commit, and group commit makes
            // such commits of small writes.
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = -131072")
            // The checkpointer decides.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try database.execute(sql: "PRAGMA secure_delete = OFF")
        }
    }

    static func reader(_ name: String) -> Configuration {
        var configuration = configuration(label: "muster.\(name)") { database in
            try database.execute(sql: "PRAGMA cache_size = -32768")
            try database.execute(sql: "PRAGMA mmap_size = 1073741824")
        }
        configuration.readonly = true
        return configuration
    }

    static func checkpointer() -> Configuration {
        configuration(label: "muster.checkpointer") { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
    }

    private static func configuration(
        label: String, _ prepare: @escaping @Sendable (GRDB.Database) throws -> Void
    ) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        // Transactions are begun and ended here; one whose end fails is no reason for GRDB to stop the process.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // In memory, because sorting is small and temporary files are slow to make.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try ScalarFunctions.register(on: database)
            try prepare(database)
        }
        return configuration
    }
}
