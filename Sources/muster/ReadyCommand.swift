import ArgumentParser
import Foundation
import MusterServer

struct ReadyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ready", abstract: "Ask a server whether it is ready; the exit status is 0 or 1.",
        discussion: """
            For the health checks of containers and services. It needs no API client, and says why a server is \
            not ready.
            """)

    @Option(help: "Ask the server at this address (default: MUSTER_URL, else \(ServerAddress.usual)).")
    var url: String?

    @Option(help: "Seconds within which the server must answer.")
    var timeout = 5

    func validate() throws {
        guard (1...3_600).contains(timeout) else {
            throw ValidationError("--timeout is a number of seconds from 1 to 3600, not \(timeout).")
        }
    }

    func run() async throws {
        let server = try ServerAddress(url, environment: ProcessInfo.processInfo.environment)
        try await ServerReadiness.check(server, within: timeout)
        Terminal.show("ready")
    }
}
