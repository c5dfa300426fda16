import ArgumentParser
import MusterServer

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a database, or migrate one to the schema of this version.",
        discussion: """
            A simulated clock, such as --clock simulated=2026-03-01T09:00:00Z, is a new database's alone. 'serve', \
            'apply' and 'import' make a database too; what only reads neither makes nor migrates one.
            """)

    @Option(help: "The database file.")
    var database = "muster.db"

    @Option(help: "real, simulated or simulated=INSTANT. Default: real, or what the database has had so far.")
    var clock: ClockChoice?

    func validate() throws { try AccessOptions.check(database) }

    func run() async throws {
        let instance = try await AccessOptions.instance(database, for: .making, clock: clock, isAlsoRemote: false)
        if instance.origin == .found { Terminal.tell(["database '\(database)' has the schema of this version"]) }
        try await instance.close()
    }
}
