import ArgumentParser

/// `muster`: the server and the tools that go with it, one command a file.
@main
struct MusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "muster",
        abstract: "A self-hosted smart campaign server that speaks the Marketo REST API.",
        discussion: """
            Commands other than 'serve' work on a database file (--database) or on a running server (--url, \
            with MUSTER_CLIENT_ID and MUSTER_CLIENT_SECRET in the environment).
            """,
        version: MusterVersion.text,
        subcommands: [
            ServeCommand.self, ApplyCommand.self, ImportCommand.self, CountCommand.self, ClockCommand.self,
            UserCommand.self, RoleCommand.self, VersionCommand.self,
        ])
}
