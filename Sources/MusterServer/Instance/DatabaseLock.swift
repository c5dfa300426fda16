import Foundation

/// Keeps two processes from working on one database: a lock on a file beside it. The system frees
/// it when the process ends, however that happens.
final class DatabaseLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `ConfigurationError` when another process holds the database, or when the lock file
    ///   cannot be made.
    init(databasePath: String) throws(ConfigurationError) {
        let path = databasePath + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw ConfigurationError("cannot use database '\(databasePath)': \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = close(descriptor)
            throw ConfigurationError(
                """
                database '\(databasePath)' is in use by another Muster process; stop that one, or talk to \
                it with --url http://127.0.0.1:8080 in place of --database
                """)
        }
        self.descriptor = descriptor
    }

    /// Frees the lock at once. Closing alone would leave it to a child process that is just being
    /// started and still has a copy of the descriptor.
    func release() { _ = flock(descriptor, LOCK_UN) }

    deinit {
        release()
        _ = close(descriptor)
    }
}
