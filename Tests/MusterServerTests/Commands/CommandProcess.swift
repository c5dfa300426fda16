/// One run of the real `muster` with what it printed.
struct CommandProcess: Sendable {
    let code: Int32
    let output: String
    let errors: String

    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> CommandProcess {
        let process = try ChildProcess(try ServerProcess.executable(), arguments, environment: environment)
        async let output = process.output.rest()
        async let errors = process.errors.rest()
        let texts = await (output, errors)
        return CommandProcess(code: process.exitCode(), output: texts.0, errors: texts.1)
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
