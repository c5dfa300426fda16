import ArgumentParser
import MusterModel
import MusterServer

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a database into one file, also while a server works on it.",
        discussion: """
            The copy is what one commit has left, whatever is written meanwhile, and is looked through before it has its \
            name. It holds everything: keep it as you keep the database.
            """)

    @Option(help: "The database file.")
    var database = "muster.db"

    @Flag(help: "Replace the file when it is there already.")
    var replace = false

    @OptionGroup var format: JSONFormat

    @Argument(help: "The file that the copy becomes.")
    var file: String

    func validate() throws { try AccessOptions.check(database) }

    func run() throws {
        let copy = try CopyProgress.showing("copying \(database)") { progress in
            try DatabaseBackup.make(of: database, at: file, replaces: replace, progress: progress)
        }
        if format.json { return format.show(copy.json) }
        Terminal.show("\(copy.bytes) bytes, as commit \(copy.commit) has left '\(database)', are in '\(file)'")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of a database that no server has open.",
        discussion: """
            The backup stays what it is. Access tokens that were given out before have ended; messages that wait in the \
            backup are sent, also those that were sent after it was made. docs/operations.md says more.
            """)

    @Option(help: "The database file that the backup becomes.")
    var database = "muster.db"

    @Flag(help: "Replace the database when it is there already; it is gone then.")
    var replace = false

    @OptionGroup var format: JSONFormat

    @Argument(help: "The backup.")
    var backup: String

    func validate() throws { try AccessOptions.check(database) }

    func run() throws {
        do {
            let copy = try CopyProgress.showing("restoring \(backup)") { progress in
                try DatabaseBackup.restore(backup, to: database, replaces: replace, progress: progress)
            }
            if format.json { return format.show(copy.json) }
            Terminal.show("'\(database)' is what commit \(copy.commit) had left, with schema \(copy.schema)")
        } catch let error as DatabaseInUse {
            throw AccessError("\(error); stop it first, a database is not replaced under a server")
        }
    }
}

enum CopyProgress {
    private static let megabyte = 1_000_000

    /// In megabytes.
    static func showing<T>(_ label: String, _ copy: (_ progress: (Int, Int) -> Void) throws -> T) throws -> T {
        let bar = ProgressBar(unit: "MB")
        defer { bar.clear() }
        return try copy { done, all in
            bar.show(label, of: all / megabyte, before: 0, done: done / megabyte)
        }
    }
}

extension DatabaseBackup.Copy {
    fileprivate var json: JSONObject {
        [
            "file": .string(path), "bytes": .integer(bytes), "commit": .integer(commit),
            "schema": .integer(schema),
        ]
    }
}
