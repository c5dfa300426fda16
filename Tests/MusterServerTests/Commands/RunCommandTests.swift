import Foundation
import MusterModel
import MusterTesting
import Testing

/// `muster status` and `muster run`, on a file and on a server.
@Suite(.serialized) struct RunCommandTests {
    private static let clock = ["--clock", "simulated=2026-03-02T09:00:00Z"]
    private static let campaigns = """
        emails: [{name: Hello, subject: Hi, from: a@x.example, text: Hi}]
        campaigns:
          - {name: Invite, filters: [{City: Leeds}], flow: [{Send Email: Hello}, {Wait: 9 days}], schedule: 2026-03-02 09:05}
          - {name: Crowd, filters: [{City: Leeds}], flow: [{Wait: 1 day}], maxMembers: 1, schedule: 2026-03-02 09:05}
          - {name: Later, filters: [{City: Leeds}], flow: [{Wait: 1 day}], schedule: 2026-04-01 09:00}
        """
    private static let leads = "email,city,unsubscribed\na@x.example,Leeds,false\nb@x.example,Leeds,true\n"

    private func file(_ name: String, _ text: String, in database: TemporaryDatabase) throws -> String {
        let url = database.directory.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// The same story wherever it happens.
    private func story(
        _ database: TemporaryDatabase, _ run: (_ arguments: [String]) async throws -> CommandProcess
    ) async throws {
        let applied = try await run(["apply", try file("c.yaml", Self.campaigns, in: database)])
        #expect(applied.code == 0, "\(applied)")
        _ = try await run(["import", "leads", try file("l.csv", Self.leads, in: database)])
        _ = try await run(["clock", "advance", "1 hour"])

        let status = try await run(["status"])
        #expect(status.code == 0 && status.errors.isEmpty, "\(status)")
        #expect(status.output.contains("people: 0 ready, 0 moving, 2 waiting"), "\(status)")
        #expect(status.output.hasSuffix("next due: 2026-03-11T09:05:00Z (wait)"), "\(status)")
        let record = try JSONParser.parse(try await run(["status", "--json"]).output)
        #expect(record.object?["backlog"]?.object?["waiting"]?.integer == 2)

        let crowd = try await run(["run", "list", "Crowd"])
        #expect(crowd.output.contains("failed"))
        #expect(crowd.output.hasSuffix("2 people qualify, which is more than the limit of 1"), "\(crowd)")
        let runs = try JSONParser.parse(try await run(["run", "list", "Invite", "--json"]).output).array
        let id = try #require(runs?.first?.object?["id"]?.scalarText)
        #expect(runs?.first?.object?["skipped"]?.integer == 1)

        let skipped = try await run(["run", "people", "Invite", "--outcome", "skipped"])
        #expect(
            skipped.output.split(separator: "\n").last
                == "2\tskipped\t2026-03-02T09:05:00Z\t1 Send Email\tthe lead has unsubscribed", "\(skipped)")
        let everybody = try await run(["run", "people", "Invite"])
        #expect(
            everybody.output.split(separator: "\n").map { $0.split(separator: "\t").prefix(2).joined(separator: " ") }
                == ["LEAD OUTCOME", "1 inFlow", "2 inFlow", "2 skipped"], "\(everybody)")
        let nobody = try await run(["run", "people", "Invite", "--outcome", "cut", "--outcome", "failed"])
        #expect(nobody.code == 0 && nobody.output.isEmpty, "\(nobody)")
        #expect(
            nobody.errors == """
                run \(id) of 'Invite' has nobody to show with the outcome cut or failed; of 2 who qualified 0 completed \
                it, who are counted and not kept one by one
                """, "\(nobody)")
        let inFlow = try await run(["run", "people", "Invite", id, "--outcome", "inFlow", "--json"])
        #expect(
            inFlow.output.split(separator: "\n").compactMap { try? JSONParser.parse(String($0)).object?["until"]?.text }
                == ["2026-03-11T09:05:00Z", "2026-03-11T09:05:00Z"], "\(inFlow)")

        for (arguments, error) in [
            (
                ["run", "list", "Nobody"],
                """
                Error: there is no smart campaign 'Nobody'; give the name of one, Program.Name for one in a \
                program, or its id
                """
            ),
            (["run", "people", "Invite", "99"], "Error: 'Invite' has no run 99; it has \(id)"),
            (
                ["run", "cancel", "Invite"],
                "Error: 'Invite' has no run that is scheduled; its newest, \(id), is running"
            ),
            (
                ["run", "cancel", "Invite", id],
                "Error: Run \(id) has started and cannot be cancelled; it can be aborted"
            ),
        ] {
            let refused = try await run(arguments)
            #expect(refused.code == 1 && refused.output.isEmpty && refused.errors == error, "\(refused)")
        }
        let later = try await run(["run", "cancel", "Later"])
        #expect(later.code == 0 && later.output.hasPrefix("cancelled run ") && later.output.hasSuffix(" of Later"))
        let aborted = try await run(["run", "abort", "Invite"])
        #expect(aborted.output == "aborted run \(id) of Invite", "\(aborted)")
        _ = try await run(["clock", "advance", "1 minute"])
        let end = try JSONParser.parse(try await run(["run", "abort", "Invite", id, "--json"]).output).object
        #expect(end?["inFlow"]?.integer == 0 && end?["removed"]?.integer == 2, "\(String(describing: end))")
        #expect(try await run(["status"]).output.hasSuffix("next due: nothing"))
    }

    @Test func onADatabaseFile() async throws {
        try await withTemporaryDatabase { database in
            let local = ["--database", database.path]
            _ = try await CommandProcess.run(["init"] + local + Self.clock)
            try await story(database) { try await CommandProcess.run($0 + local) }
        }
    }

    @Test func onAServer() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path, Self.clock)
            try await story(database) { try await CommandProcess.run($0, on: server) }
            #expect(server.terminate() == 0)
        }
    }
}
