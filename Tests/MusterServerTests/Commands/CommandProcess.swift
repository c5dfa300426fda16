import Foundation

/// One run of the real `muster` with what it printed.
struct CommandProcess: Sendable {
    let code: Int32
    let output: String
    let errors: String

    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> CommandProcess {
        let process = Process()
        process.executableURL = try ServerProcess.executable()
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (output, errors) = (LineReader(), LineReader())
        process.standardOutput = output.pipe
        process.standardError = errors.pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        async let told = output.rest()
        async let complained = errors.rest()
        let texts = await (told, complained)
        process.waitUntilExit()
        return CommandProcess(code: process.terminationStatus, output: texts.0, errors: texts.1)
    }

    /// The client that `ServerProcess` starts its servers with.
    static func run(_ arguments: [String], on server: ServerProcess) async throws -> CommandProcess {
        try await run(
            arguments + ["--url", server.base],
            environment: [
                "MUSTER_CLIENT_ID": ServerProcess.clientID, "MUSTER_CLIENT_SECRET": ServerProcess.clientSecret,
            ])
    }
}
