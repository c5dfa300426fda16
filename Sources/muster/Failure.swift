import ArgumentParser
import Foundation
import MusterModel
import MusterServer

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
