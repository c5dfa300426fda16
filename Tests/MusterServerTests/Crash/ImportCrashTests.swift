import Foundation
import MusterModel
import MusterStore
import MusterTesting
import Testing

@testable import MusterServer

/// Kills the real server, or the command, in the middle of an import under a key.
@Suite(.serialized) struct ImportCrashTests {
    private static let rows = 12_000

    @Test("killed again and again, an import under a key writes each row once", arguments: [false, true])
    func resumed(killsServer: Bool) async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("import crash \(killsServer)"))
        try await withTemporaryDatabase { database in
            let file = database.directory.appendingPathComponent("a.csv")
            let people = database.directory.appendingPathComponent("l.csv")
            try Data("email\na@x.example\n".utf8).write(to: people)
            let text = (0..<Self.rows).map { "a@x.example,Visit Webpage,2020-01-05,/page\($0)\n" }.joined()
            try Data("lead,type,date,primary value\n\(text)".utf8).write(to: file)
            let direct = ["--database", database.path]
            let made = try await CommandProcess.run(["import", "leads", people.path] + direct)
            #expect(made.code == 0, "\(made)")

            let fingerprint = Fingerprint.of(try Data(contentsOf: file))
            var kills = 0
            var server = try await ServerProcess.start(database: database.path)
            while true {
                let client = try CrashClient(server)
                let begun = try await client.nextRow(ofImport: "k", fingerprint)
                let command = try ChildProcess(
                    try ServerProcess.executable(),
                    ["import", "activities", file.path, "--key", "k", "--url", server.base],
                    environment: [
                        "MUSTER_CLIENT_ID": ServerProcess.clientID, "MUSTER_CLIENT_SECRET": ServerProcess.clientSecret,
                    ])
                // Behind the next part, and somewhere in the one after it.
                while try await client.nextRow(ofImport: "k", fingerprint) == begun, !command.hasEnded {}
                var calls = random.below(10)
                while calls > 0, !command.hasEnded {
                    try await client.readClock()
                    calls -= 1
                }
                if command.hasEnded {
                    let errors = await command.errors.rest()
                    #expect(command.exitCode() == 0, "\(errors)")
                    break
                }
                kills += 1
                if killsServer {
                    server.kill()
                    _ = command.exitCode()
                    server = try await ServerProcess.start(database: database.path)
                } else {
                    command.signal(SIGKILL)
                    _ = command.exitCode()
                }
            }
            #expect(server.terminate() == 0)
            print("import crash: \(kills) kills")
            #expect(kills > 0)
            let tables = try await ChaosInspection(path: database.path).tables()
            let pages = (tables["activity"] ?? []).compactMap { $0.firstMatch(of: /\/page(\d+)/).flatMap { Int($0.1) } }
            #expect(pages.count == Self.rows && Set(pages).count == Self.rows)
            let again = try await CommandProcess.run(
                ["import", "activities", file.path, "--key", "k", "--json"] + direct)
            #expect(again.output == #"{"created":\#(Self.rows),"skipped":0,"wasDone":true}"#, "\(again)")
        }
    }

    /// In one transaction; it is killed from outside, wherever it is.
    @Test("killed without a key, all of a file is there or nothing")
    func whole() async throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("import crash, whole"))
        try await withTemporaryDatabase { database in
            let file = database.directory.appendingPathComponent("l.csv")
            try Data(("email\n" + (0..<Self.rows).map { "p\($0)@x.example\n" }.joined()).utf8).write(to: file)
            let made = try await CommandProcess.run(["init", "--database", database.path])
            #expect(made.code == 0, "\(made)")
            var counts: Set<Int> = []
            for _ in 0..<6 {
                let command = try ChildProcess(
                    try ServerProcess.executable(), ["import", "leads", file.path, "--database", database.path],
                    environment: [:])
                var looks = random.below(400)
                while looks > 0, !command.hasEnded {
                    _ = try? FileManager.default.attributesOfItem(atPath: database.path + "-wal")
                    looks -= 1
                    await Task.yield()
                }
                command.signal(SIGKILL)
                _ = command.exitCode()
                counts.insert((try await ChaosInspection(path: database.path).tables()["lead"] ?? []).count)
            }
            #expect(counts.isSubset(of: [0, Self.rows]), "\(counts)")
        }
    }
}
