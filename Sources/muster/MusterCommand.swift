import ArgumentParser
import Foundation
import MusterModel
import MusterRules
import MusterServer

/// `muster`: the server and the tools that go with it, one command a file.
@main
struct MusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "muster",
        abstract: "A self-hosted smart campaign server that speaks the Marketo REST API.",
        discussion: """
            Commands other than 'serve' work on a database file (--database) or on a running server (--url, \
            else MUSTER_URL of the environment, with MUSTER_CLIENT_ID and MUSTER_CLIENT_SECRET).
            """,
        version: MusterVersion.text,
        subcommands: [
            ServeCommand.self, InitCommand.self, BackupCommand.self, RestoreCommand.self, ApplyCommand.self,
            ImportCommand.self, CountCommand.self,
            ListCommand.self,
            RulesCommand.self, FlowCommand.self, SettingsCommand.self, ClockCommand.self, IdleCommand.self,
            StatusCommand.self, ReadyCommand.self, AuditCommand.self, RunCommand.self, LeadCommand.self,
            UserCommand.self, RoleCommand.self,
            VersionCommand.self,
        ])

    static func main() async {
        do {
            try CommandNames.check(CommandLine.arguments.dropFirst(), in: Self.self)
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch { Terminal.end(with: error) }
    }
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { Terminal.show("muster \(MusterVersion.text)") }
}

/// Words where a command is expected that name none. The parser would take one for an argument too many.
enum CommandNames {
    static func check(_ arguments: some Sequence<String>, in root: any ParsableCommand.Type) throws {
        var (type, path) = (root, root._commandName)
        for word in arguments {
            let commands = type.configuration.subcommands
            guard !commands.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
            guard let next = commands.first(where: { $0._commandName == word }) else {
                let names = commands.map { $0._commandName }
                let meant = Suggestion.phrase(for: word, among: names)
                let all = meant.isEmpty ? "; there are \(names.joined(separator: ", "))" : meant
                throw ValidationError("'\(word)' is no command of '\(path)'\(all)")
            }
            (type, path) = (next, path + " " + word)
        }
    }
}

/// How commands fail: each problem on a line of its own on standard error, exit code 1.
enum Failure {
    static func exit(telling problems: [String]) -> ExitCode {
        Terminal.tell(problems)
        return .failure
    }

    /// Turns the mistakes of a file into such an exit.
    static func telling<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as SourceError {
            throw exit(telling: error.problems.map(\.description))
        }
    }

    /// Turns what is wrong with a definition into such an exit.
    static func tellingProblems(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as RuleError {
            throw exit(telling: error.diagnostics.map { "Error: \($0)" })
        }
    }
}
