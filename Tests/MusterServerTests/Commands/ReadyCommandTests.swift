import MusterTesting
import Testing

@testable import MusterServer

/// The health check of containers, on the real binary.
@Suite(.serialized) struct ReadyCommandTests {
    @Test func saysWhetherAServerIsReadyAndWhyNot() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let ready = try await CommandProcess.run(["ready", "--url", server.base])
            #expect(ready.code == 0 && ready.output == "ready" && ready.errors.isEmpty, "\(ready)")
            let slash = try await CommandProcess.run(["ready", "--url", server.base + "/", "--timeout", "60"])
            #expect(slash.code == 0, "\(slash)")
            #expect(server.terminate() == 0)
            let gone = try await CommandProcess.run(["ready", "--url", server.base])
            #expect(gone.code == 1 && gone.output.isEmpty)
            #expect(gone.errors.hasPrefix("Error: no server answers at \(server.base)"), "\(gone)")
        }
    }

    @Test func aServerThatSaysNothingIsNotWaitedForWithoutEnd() async throws {
        let server = try HangingUpServer(isDeaf: true)
        defer { server.stop() }
        let ready = try await CommandProcess.run(["ready", "--url", server.base, "--timeout", "1"])
        #expect(ready.code == 1)
        #expect(ready.errors == "Error: the server at \(server.base) has not answered within 1 seconds", "\(ready)")
    }

    @Test func somethingElseThatAnswersIsNotReady() async throws {
        let wrong = try await CommandProcess.run(["ready", "--url", "localhost:8080"])
        #expect(wrong.code == 1)
        #expect(wrong.errors.contains("'localhost:8080'"), "\(wrong)")
    }
}
