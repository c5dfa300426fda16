import Foundation
import MusterModel
import MusterRules
import MusterSQLite
import MusterStore

/// What a database is opened for.
public enum DatabaseUse: Sendable, Hashable {
    /// Nothing is made, migrated or changed.
    case reading
    /// What is there is migrated and worked on.
    case changing
    /// As `changing`, and made where there is none.
    case making
}

/// The file that a path of the operator's leads to.
struct DatabaseFile {
    /// As the operator wrote it.
    let given: String
    /// Absolute and without symbolic links: SQLite puts its log beside this one, whatever led to it.
    let path: String
    let isThere: Bool

    /// - Throws: for what can be no database.
    init(_ given: String) throws(ConfigurationError) {
        guard !given.isEmpty else {
            throw ConfigurationError("--database is empty; give it the path of a file, such as muster.db")
        }
        self.given = given
        (path, isThere) = try Self.resolve(given, links: 0) { reason in
            ConfigurationError("cannot use database '\(given)': \(reason)")
        }
        guard isThere else { return }
        let attributes: [FileAttributeKey: Any]
        do { attributes = try FileManager.default.attributesOfItem(atPath: path) } catch {
            throw refusal("\(error.localizedDescription)")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw refusal("it is no file") }
        let names = (attributes[.referenceCount] as? NSNumber)?.intValue ?? 1
        guard names == 1 else {
            throw refusal(
                """
                the file has \(names) names (hard links), and its log would lie beside one of them alone. \
                Remove the others, or copy it
                """)
        }
    }

    private func refusal(_ reason: String) -> ConfigurationError {
        ConfigurationError("cannot use database '\(given)': \(reason)")
    }

    private static let mostLinks = 40

    private static func resolve(
        _ path: String, links: Int, _ refusal: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> (path: String, isThere: Bool) {
        if let real = realPath(path) { return (real, true) }
        guard errno == ENOENT, links < mostLinks else { throw refusal(String(cString: strerror(errno))) }
        let folder = (path as NSString).deletingLastPathComponent
        // A link to what is not there yet.
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
            let next = target.hasPrefix("/") ? target : (folder as NSString).appendingPathComponent(target)
            return try resolve(next, links: links + 1, refusal)
        }
        guard let real = realPath(folder.isEmpty ? "." : folder) else {
            throw refusal("there is no folder '\(folder)'")
        }
        return ((real as NSString).appendingPathComponent((path as NSString).lastPathComponent), false)
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Reads what it holds, without changing anything.
    func stored() throws -> StoredInstance? {
        guard isThere else { return nil }
        let database = try ReadOnlySQLiteDatabase(path: path)
        let stored = Result { try database.read { try StoredInstance($0) } }
        try database.close()
        return try stored.get()
    }

    /// What opening it will do to it.
    /// - Parameter content: `nil` where there is no file.
    func origin(
        of content: StoredInstance.Content?, for use: DatabaseUse
    ) throws(ConfigurationError) -> Instance.Origin {
        switch content {
        case nil, .nothing:
            if use == .making { return .made }
            throw ConfigurationError(
                """
                there is no database '\(given)'\(content == nil ? "" : ", the file is empty")\(suggestion) \
                'muster init --database \(given)' makes a new one
                """)
        case .foreign(let tables):
            throw refusal(
                """
                it belongs to another program (with tables such as \(tables.joined(separator: ", "))). Nothing has \
                been changed; name another file
                """)
        case .instance(let schema):
            let current = StoredInstance.currentSchema
            if schema == current { return .found }
            guard schema < current else {
                throw refusal("it has schema \(schema), this version knows \(current): use a newer Muster")
            }
            if use != .reading { return .migrated(from: schema) }
            throw ConfigurationError(
                """
                database '\(given)' has schema \(schema) and must be migrated to \(current), which what only reads \
                does not do; 'muster init --database \(given)' does
                """)
        }
    }

    /// What was meant, where a name like it is there.
    private var suggestion: String {
        let folder = (path as NSString).deletingLastPathComponent
        // Whatever keeps the folder from being read keeps nothing but the suggestion.
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).prefix(1_000)
        let databases = names.filter { Self.isSQLite((folder as NSString).appendingPathComponent($0)) }
        let phrase = Suggestion.phrase(for: (path as NSString).lastPathComponent, among: databases)
        return phrase.isEmpty ? ";" : phrase
    }

    /// Folders and pipes are not even opened.
    private static func isSQLite(_ path: String) -> Bool {
        // What cannot be read is not proposed.
        let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
        guard type == .typeRegular, let file = FileHandle(forReadingAtPath: path) else { return false }
        // Neither is this.
        return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
    }

    /// Makes the file, for nobody but its owner; SQLite gives its log the same permissions.
    func make() throws(ConfigurationError) {
        guard !isThere else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(String(cString: strerror(errno))) }
        _ = close(descriptor)
    }
}
