import ArgumentParser
import Foundation
import MusterModel
import MusterServer

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
            ServeCommand.self, InitCommand.self, ApplyCommand.self, ImportCommand.self, CountCommand.self,
            ClockCommand.self, StatusCommand.self, ReadyCommand.self, RunCommand.self, UserCommand.self, RoleCommand.self,
            VersionCommand.self,
        ])
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { print("muster \(MusterVersion.text)") }
}

/// How commands fail: each problem on a line of its own on standard error, exit code 1.
enum Failure {
    static func exit(telling problems: [String]) -> ExitCode {
        tell(problems)
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

    static func tell(_ lines: [String]) {
        for line in lines { FileHandle.standardError.write(Data((line + "\n").utf8)) }
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
