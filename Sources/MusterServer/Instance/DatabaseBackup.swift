import Foundation
import MusterModel
import MusterSQLite
import MusterStore

/// Copies of a database, each as some commit has left it, and their way back.
///
/// A copy is written under another name in the folder that it is for, put on the disk, looked through, and
/// then renamed: whenever the process is killed, there is the old file or the new one, and whole.
public struct DatabaseBackup: Sendable {
    /// What the copy holds.
    public struct Copy: Sendable, Equatable {
        public let path: String
        public let bytes: Int64
        /// The last commit that is in it.
        public let commit: Int64
        public let schema: Int
    }

    /// - Parameter progress: bytes that are copied, and all.
    public typealias Progress = (_ done: Int, _ all: Int) -> Void

    private let source: DatabaseFile
    /// Kept as long as the source is read; `nil` where a server has the source, or nothing is beside it.
    private let lock: DatabaseLock?
    private let isAlone: Bool
    private let schema: Int

    /// - Throws: `ConfigurationError` for what holds no instance. Nothing has changed then.
    private init(of given: String) throws {
        source = try DatabaseFile(given)
        do {
            lock = try DatabaseLock(of: source, for: .reading, isMade: false)
            isAlone = true
        } catch is DatabaseInUse {
            (lock, isAlone) = (nil, false)
        }
        switch try Self.content(of: source) {
        case .instance(let schema): self.schema = schema
        case let content:
            schema = 0
            _ = try source.origin(of: content, for: .reading)
        }
    }

    private static func content(of file: DatabaseFile) throws -> StoredInstance.Content? {
        do { return try file.stored()?.content } catch let error as StoreError {
            throw ConfigurationError("'\(file.given)' is damaged, or no database: \(error.message)")
        }
    }

    /// Copies the database, beside whoever works on it.
    ///
    /// - Parameter replaces: whether what is at `target` already is replaced.
    /// - Throws: `ConfigurationError`, `StoreError`; then there is no new file at `target`.
    public static func make(
        of database: String, at target: String, replaces: Bool, progress: Progress = { _, _ in }
    ) throws -> Copy {
        let backup = try DatabaseBackup(of: database)
        let place = try DatabaseFile(target)
        guard place.path != backup.source.path else {
            throw ConfigurationError("'\(target)' is the database itself; name another file for the backup")
        }
        if !replaces, place.isThere {
            throw ConfigurationError("'\(target)' is there already; name another file, or replace it with --replace")
        }
        let copy = try backup.written(to: place.path, suffix: "partial", progress) { _ in }
        try copy.take(place.path, replaces: replaces, given: target)
        return copy.described(as: place.path)
    }

    /// Puts a backup in the place of a database that nobody works on.
    ///
    /// Access tokens that it holds have ended: whoever has one asks for another. A database that was there is in one
    /// file, without a log, before the new one takes its name, so that the log of the one never meets the other.
    ///
    /// - Parameter replaces: whether a database that is there is replaced; it is gone then.
    /// - Throws: `ConfigurationError`, `DatabaseInUse`, `StoreError`; then the database is what it was.
    public static func restore(
        _ given: String, to database: String, replaces: Bool, progress: Progress = { _, _ in }
    ) throws -> Copy {
        let backup = try DatabaseBackup(of: given)
        let place = try DatabaseFile(database)
        guard place.path != backup.source.path else {
            throw ConfigurationError("'\(database)' is the backup itself; name another file for the database")
        }
        guard backup.schema <= StoredInstance.currentSchema else {
            throw ConfigurationError(
                """
                '\(given)' has schema \(backup.schema), this version knows \(StoredInstance.currentSchema): use a newer \
                Muster
                """)
        }
        if place.isThere { try checkReplaceable(place, replaces: replaces) }
        let lock = try DatabaseLock(of: place, for: .changing, isMade: true)
        defer { lock?.release() }
        let copy = try backup.written(to: place.path, suffix: "restoring", progress) {
            try SQLiteCopy.endAccessTokens(in: $0)
        }
        if place.isThere {
            do { try emptyLog(of: place.path) } catch {
                copy.discard()
                throw error
            }
        }
        try copy.take(place.path, replaces: replaces, given: database)
        return copy.described(as: place.path)
    }

    private static func checkReplaceable(_ place: DatabaseFile, replaces: Bool) throws {
        // One that is damaged is what backups are for.
        try unlessDamaged {
            let content = try place.stored()?.content
            if case .foreign = content { _ = try place.origin(of: content, for: .changing) }
        }
        guard !replaces else { return }
        throw ConfigurationError(
            "database '\(place.given)' is there already; name another file, or replace it with --replace")
    }

    /// Leaves nothing beside a database that is about to be replaced. Of a damaged one nothing is to be saved; one
    /// that is sound keeps its log for as long as that has not been taken in.
    private static func emptyLog(of path: String) throws {
        try unlessDamaged { try SQLiteCopy.emptyLog(of: path) }
        for suffix in ["-wal", "-shm", "-journal"] { _ = unlink(path + suffix) }
    }

    private static func unlessDamaged(_ body: () throws -> Void) throws {
        do { try body() } catch let error as StoreError where error.code == .corrupt {}
    }

    /// A checked copy under a name of its own.
    private func written(
        to path: String, suffix: String, _ progress: Progress, _ change: (String) throws -> Void
    ) throws -> WrittenCopy {
        let name = "\(path).\(suffix)-\(getpid())"
        let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ConfigurationError("cannot write '\(name)': \(String(cString: strerror(errno)))")
        }
        _ = close(descriptor)
        do {
            try SQLiteCopy.copy(source.path, isAlone: isAlone, to: name, progress: progress)
            try SQLiteCopy.check(name)
            try change(name)
            try SQLiteCopy.putOnDisk(name)
            return WrittenCopy(name: name, content: try WrittenCopy.content(of: name))
        } catch {
            _ = unlink(name)
            guard let error = error as? StoreError, error.code == .corrupt else { throw error }
            throw ConfigurationError("'\(source.given)' is damaged: \(error.message)")
        }
    }
}

/// A copy that has yet to take its place.
private struct WrittenCopy {
    let name: String
    let content: (commit: CommitNumber, schema: Int, bytes: Int64)

    static func content(of name: String) throws -> (commit: CommitNumber, schema: Int, bytes: Int64) {
        let database = try ReadOnlySQLiteDatabase(path: name)
        let result = Result {
            try database.read { connection in
                guard case .instance(let schema) = try StoredInstance(connection).content else {
                    throw StoreError(.corrupt, "the copy is no database of Muster")
                }
                return (try connection.lastCommit(), schema)
            }
        }
        try database.close()
        let (commit, schema) = try result.get()
        let bytes = try FileManager.default.attributesOfItem(atPath: name)[.size] as? NSNumber
        return (commit, schema, bytes?.int64Value ?? 0)
    }

    func discard() { _ = unlink(name) }

    /// Takes the name that it is for; what was there is what it was until then.
    func take(_ path: String, replaces: Bool, given: String) throws {
        // A second name is refused where there is something by now; a rename would replace it.
        if !replaces, link(name, path) == 0 {
            discard()
        } else if !replaces, errno == EEXIST {
            discard()
            throw ConfigurationError(
                "'\(given)' has come to be meanwhile; name another file, or replace it with --replace")
        } else if rename(name, path) != 0 {
            let reason = String(cString: strerror(errno))
            discard()
            throw ConfigurationError("cannot write '\(given)': \(reason)")
        }
        try SQLiteCopy.putOnDisk((path as NSString).deletingLastPathComponent)
    }

    func described(as path: String) -> DatabaseBackup.Copy {
        DatabaseBackup.Copy(path: path, bytes: content.bytes, commit: content.commit.rawValue, schema: content.schema)
    }
}
