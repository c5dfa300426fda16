import Foundation
import MusterModel
import MusterTesting
import Testing

/// The real binary: exit codes, what goes to which output, and the same commands on a file and on a
/// server.
@Suite(.serialized) struct CommandTests {
    private static let campaigns = """
        staticLists: [Met]
        smartLists:
          - {name: In Leeds, filters: [{City: Leeds}]}
        campaigns:
          - name: Wait and Add
            schedule: 2026-03-03 08:00
            filters: [{City: Leeds}]
            flow: [{Wait: 2 days}, {Add to List: Met}]
        """
    private static let broken = "smartLists:\n  - name: X\n    filters:\n      - Job Title: {contain: VP}\n"
    private static let leads = "email,city\na@x.example,Leeds\nb@x.example,Paris\nc@x.example,leeds\n"
    private static let clock = ["--clock", "simulated=2026-03-02T09:00:00Z"]

    private static func noList(_ name: String) -> String {
        """
        Error: there is no smart list or static list '\(name)'; give the name of one, Program.Name for one in a \
        program, or its id
        """
    }

    @Test("what others wrote moves no cursor and makes no line, wherever a command prints it")
    func whatCannotBeSeenIsSpeltOut() async throws {
        let bad = "Le\u{1B}[31meds\u{202E}\u{200B}\u{9B}\r\nb\tc"
        let spelt = "Le\\u001B[31meds\\u202E\\u200B\\u009B\\u000D\\nb\\tc"
        try await withTemporaryDatabase { database in
            let local = ["--database", database.path]
            let leads = try Self.file("l.csv", "email,city\na@x.example,\"\(bad)\"\n", in: database)
            _ = try await CommandProcess.run(["import", "leads", leads] + local)
            let list = try Self.file(
                "c.yaml", "smartLists: [{name: All, filters: [{Email Address: {contains: '@'}}]}]", in: database)
            _ = try await CommandProcess.run(["apply", list] + local)
            let members = try await CommandProcess.run(["list", "members", "All", "--fields", "id,city"] + local)
            #expect(members.output == "id\tcity\n1\t\(spelt)", "\(members)")
            let json = try await CommandProcess.run(
                ["list", "members", "All", "--fields", "id,city", "--json"] + local)
            #expect(json.output.spelledOut == json.output, "\(json)")
            #expect(try JSONParser.parse(json.output).object?["city"]?.text == bad, "\(json)")

            let rules = try Self.file("r.yaml", "filters: [{City: \"Le\\e[31meds\\u202E\"}]", in: database)
            let replaced = try await CommandProcess.run(["rules", "replace", "list", "All", rules] + local)
            #expect(replaced.code == 0, "\(replaced)")
            let shown = try await CommandProcess.run(["rules", "show", "list", "All"] + local)
            #expect(!shown.output.contains("\u{1B}") && !shown.output.contains("\u{202E}"), "\(shown)")
            let again = try Self.file("again.yaml", shown.output, in: database)
            #expect(try await CommandProcess.run(["rules", "replace", "list", "All", again] + local).code == 0)
            #expect(try await CommandProcess.run(["rules", "show", "list", "All"] + local).output == shown.output)

            for arguments in [
                ["count", bad], ["apply", bad + ".yaml"], ["run", "list", bad], ["user", "secret", bad],
            ] {
                let refused = try await CommandProcess.run(arguments + local)
                #expect(refused.code == 1 && refused.output.isEmpty, "\(refused)")
                #expect(refused.errors.contains("'\(spelt)") || refused.errors.contains("\(spelt).yaml"), "\(refused)")
                #expect(!refused.errors.contains("\n") && refused.errors.spelledOut == refused.errors, "\(refused)")
            }
            for arguments in [["srve\u{1B}"], ["count", "a", "--jsn\u{1B}"], ["clock", "to", "now\u{202E}"]] {
                let misused = try await CommandProcess.run(arguments)
                #expect(misused.code == 64 && misused.errors.contains("\n"), "\(misused)")
                #expect(!misused.errors.contains("\u{1B}") && !misused.errors.contains("\u{202E}"), "\(misused)")
            }
        }
    }

    private static func file(_ name: String, _ text: String, in database: TemporaryDatabase) throws -> String {
        let url = database.directory.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    @Test func onADatabaseFile() async throws {
        try await withTemporaryDatabase { database in
            let local = ["--database", database.path]
            let campaigns = try Self.file("c.yaml", Self.campaigns, in: database)
            let applied = try await CommandProcess.run(["apply", campaigns] + local + Self.clock)
            #expect(applied.code == 0 && applied.output.hasSuffix("3 created, 0 updated, 0 unchanged"), "\(applied)")
            let broken = try Self.file("b.yaml", Self.broken, in: database)
            let refused = try await CommandProcess.run(["apply", broken] + local)
            #expect(refused.code == 1 && refused.output.isEmpty)
            #expect(
                refused.errors.hasPrefix(broken + ":4:21: smartLists[0].filters[0].Job Title.contain: "), "\(refused)")
            let leads = try Self.file("l.csv", Self.leads, in: database)
            let imported = try await CommandProcess.run(["import", "leads", leads] + local)
            #expect(imported.output == "3 leads created, 0 updated, 0 unchanged" && imported.errors.isEmpty)
            #expect(try await CommandProcess.run(["count", "In Leeds"] + local).output == "2")
            let moved = try await CommandProcess.run(["clock", "advance", "1 day"] + local)
            #expect(moved.output == "2026-03-03T09:00:00Z simulated")
            #expect(try await CommandProcess.run(["count", "Met"] + local).output == "0")
            _ = try await CommandProcess.run(["clock", "to", "2026-03-05T08:00:00Z"] + local)
            #expect(try await CommandProcess.run(["count", "Met"] + local).output == "2")
            let back = try await CommandProcess.run(["clock", "to", "2026-03-05T07:59:59Z"] + local)
            #expect(
                back.code == 1 && back.errors == "Error: The clock cannot go back: it is 2026-03-05T08:00:00Z")
            let restarted = try await CommandProcess.run(["clock"] + local + Self.clock)
            #expect(
                restarted.code == 1
                    && restarted.errors.hasPrefix(
                        "Error: the simulated clock of this database stands at 2026-03-05T08:00:00Z and never goes back"
                    ),
                "\(restarted)")
            for list in ["Nobody", "99999"] {
                let nobody = try await CommandProcess.run(["count", list] + local)
                #expect(nobody.code == 1 && nobody.errors == Self.noList(list), "\(nobody)")
            }
            let misused = try await CommandProcess.run(["count"])
            #expect(misused.code == 64 && misused.errors.hasPrefix("Error: Missing expected argument '<list>'"))
        }
    }

    @Test func onAServerThatIsKilledInBetween() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path, Self.clock)
            let nobody = try await CommandProcess.run(["count", "99999"], on: server)
            #expect(nobody.code == 1 && nobody.errors == Self.noList("99999"), "\(nobody)")
            let campaigns = try Self.file("c.yaml", Self.campaigns, in: database)
            let applied = try await CommandProcess.run(["apply", campaigns], on: server)
            #expect(applied.code == 0 && applied.output.hasSuffix("3 created, 0 updated, 0 unchanged"), "\(applied)")
            let broken = try Self.file("b.yaml", Self.broken, in: database)
            let refused = try await CommandProcess.run(["apply", broken], on: server)
            #expect(refused.code == 1)
            #expect(
                refused.errors.hasPrefix(broken + ":4:21: smartLists[0].filters[0].Job Title.contain: "), "\(refused)")
            let leads = try Self.file("l.csv", Self.leads, in: database)
            #expect(
                try await CommandProcess.run(["import", "leads", leads], on: server).output
                    == "3 leads created, 0 updated, 0 unchanged")
            let bad = try Self.file("bad.csv", "email\nd@x.example\nnobody\n", in: database)
            let badly = try await CommandProcess.run(["import", "leads", bad], on: server)
            #expect(badly.code == 1)
            #expect(
                badly.errors.hasPrefix(bad + ":3:1: email: Invalid value for field 'email' and value 'nobody'"),
                "\(badly)")
            #expect(try await CommandProcess.run(["count", "In Leeds"], on: server).output == "2")
            // The database belongs to the server as long as it lives.
            let locked = try await CommandProcess.run(["count", "In Leeds", "--database", database.path])
            #expect(
                locked.code == 1
                    && locked.errors.hasSuffix(
                        "is in use by the server at \(server.base); talk to it with --url \(server.base) in place of --database"
                    ))
            _ = try await CommandProcess.run(["clock", "advance", "1 day"], on: server)
            server.kill()

            let next = try await ServerProcess.start(database: database.path)
            #expect(try await CommandProcess.run(["clock"], on: next).output == "2026-03-03T09:00:00Z simulated")
            let idle = try await CommandProcess.run(["clock", "until-idle"], on: next)
            #expect(idle.output == "2026-03-05T08:00:00Z simulated", "\(idle)")
            #expect(try await CommandProcess.run(["count", "Met"], on: next).output == "2")
            #expect(next.terminate() == 0)
        }
    }

    @Test func whatKeepsAServerFromStarting() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let port = String(server.base.split(separator: ":").last ?? "")
            let second = database.directory.appendingPathComponent("second.db").path
            let taken = try await CommandProcess.run(["serve", "--database", second, "--port", port])
            #expect(taken.code == 1 && taken.output.isEmpty)
            #expect(
                taken.errors.contains("Error: cannot listen at 127.0.0.1:\(port) (Address already in use)"), "\(taken)")
            let locked = try await CommandProcess.run(["serve", "--database", database.path, "--port", "0"])
            #expect(
                locked.code == 1
                    && locked.errors.contains("is in use by the server at \(server.base); stop that one first"),
                "\(locked)")
            #expect(server.terminate() == 0)
            let text = try Self.file("text.db", String(repeating: "no database ", count: 100), in: database)
            let damaged = try await CommandProcess.run(["serve", "--database", text, "--port", "0"])
            #expect(
                damaged.code == 1 && damaged.errors.hasPrefix("Error: cannot use database '\(text)': "), "\(damaged)")
            let nowhere = try await CommandProcess.run(["serve", "--database", "/nowhere/muster.db", "--port", "0"])
            #expect(nowhere.errors == "Error: cannot use database '/nowhere/muster.db': there is no folder '/nowhere'")
            let half = try await CommandProcess.run(
                ["serve", "--database", second, "--port", "0"],
                environment: ["MUSTER_CLIENT_ID": "a", "MUSTER_CLIENT_SECRET": ""])
            #expect(half.errors == "Error: MUSTER_CLIENT_ID is set, but MUSTER_CLIENT_SECRET is not")
        }
    }

    @Test func aWrongPathMakesNothing() async throws {
        try await withTemporaryDatabase { database in
            let wrong = database.directory.appendingPathComponent("nope.db").path
            for arguments in [
                ["count", "In Leeds"], ["status"], ["clock"], ["clock", "show"], ["clock", "advance", "1 day"],
                ["clock", "until-idle"], ["run", "list", "A"], ["run", "people", "A"], ["run", "cancel", "A"],
                ["run", "abort", "A"], ["user"], ["user", "list"], ["user", "add", "a@x.example"],
                ["user", "secret", "a@x.example"], ["user", "remove", "a@x.example"], ["role", "list"],
                ["role", "add", "A"],
            ] {
                let refused = try await CommandProcess.run(arguments + ["--database", wrong])
                #expect(refused.code == 1 && refused.output.isEmpty, "\(arguments): \(refused)")
                #expect(refused.errors.hasPrefix("Error: there is no database '\(wrong)'"), "\(arguments): \(refused)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: database.directory.path).isEmpty)
            let made = try await CommandProcess.run(["init", "--database", wrong])
            #expect(made.code == 0 && made.errors == "made database '\(wrong)'", "\(made)")
            let again = try await CommandProcess.run(["init", "--database", wrong])
            #expect(again.code == 0 && again.errors == "database '\(wrong)' has the schema of this version", "\(again)")
            let turned = try await CommandProcess.run(["clock", "show", "--database", wrong, "--clock", "simulated"])
            #expect(turned.code == 1 && turned.errors.contains("what is real stays so"), "\(turned)")
            #expect(try await CommandProcess.run(["clock", "--database", wrong]).output.hasSuffix(" real"))
        }
    }

    @Test func aServerThatHangsUpIsAskedOnce() async throws {
        try await withTemporaryDatabase { database in
            let server = try HangingUpServer()
            defer { server.stop() }
            let environment = ["MUSTER_CLIENT_ID": "a", "MUSTER_CLIENT_SECRET": "b"]
            let campaigns = try Self.file("c.yaml", Self.campaigns, in: database)
            let applied = try await CommandProcess.run(
                ["apply", campaigns, "--url", server.base], environment: environment)
            #expect(server.requests.values == ["POST /muster/v1/apply.json HTTP/1.1"])
            #expect(server.tokenRequests.values == ["POST /identity/oauth/token HTTP/1.1"], "no secret in the address")
            #expect(applied.code == 1)
            #expect(
                applied.errors
                    == """
                    Error: the server at \(server.base) ended the connection before it answered \
                    POST /muster/v1/apply.json; look at what it has done before you repeat it
                    """)
            let clock = try await CommandProcess.run(["clock", "--url", server.base], environment: environment)
            #expect(clock.code == 1)
            #expect(
                clock.errors
                    == "Error: the server at \(server.base) ended the connection before it answered GET /muster/v1/clock.json"
            )
        }
    }

    @Test func withoutAServer() async throws {
        let nobody = try await CommandProcess.run(
            ["clock", "--url", "http://127.0.0.1:9"],
            environment: ["MUSTER_CLIENT_ID": "a", "MUSTER_CLIENT_SECRET": "b"])
        #expect(
            nobody.code == 1 && nobody.errors.hasPrefix("Error: no server answers at http://127.0.0.1:9: ")
                && nobody.errors.hasSuffix(
                    "; start one with 'muster serve --port 9', name another one with --url or MUSTER_URL, or work on a file with --database"
                ),
            "\(nobody)")
        let named = try await CommandProcess.run(
            ["clock"],
            environment: [
                "MUSTER_CLIENT_ID": "a", "MUSTER_CLIENT_SECRET": "b", "MUSTER_URL": "http://127.0.0.1:9/",
            ])
        #expect(
            named.code == 1
                && named.errors.hasPrefix("Error: no server answers at http://127.0.0.1:9 (from MUSTER_URL): "),
            "\(named)")
        let unnamed = try await CommandProcess.run(
            ["clock"], environment: ["MUSTER_CLIENT_ID": "", "MUSTER_CLIENT_SECRET": "", "MUSTER_URL": ""])
        #expect(
            unnamed.code == 1
                && unnamed.errors.hasPrefix("Error: to talk to http://127.0.0.1:8080, set MUSTER_CLIENT_ID"))
    }

    @Test func wrongSecret() async throws {
        try await withTemporaryDatabase { database in
            let server = try await ServerProcess.start(database: database.path)
            let refused = try await CommandProcess.run(
                ["clock", "--url", server.base],
                environment: ["MUSTER_CLIENT_ID": ServerProcess.clientID, "MUSTER_CLIENT_SECRET": "wrong"])
            #expect(refused.code == 1 && refused.errors.contains("does not accept MUSTER_CLIENT_ID"), "\(refused)")
            let real = try await CommandProcess.run(["clock", "advance", "1 day"], on: server)
            #expect(real.code == 1, "\(real)")
            #expect(server.terminate() == 0)
        }
    }

    /// Of a file and of a server.
    @Test func whatAnImportSkipsIsWrittenBesideAndTold() async throws {
        try await withTemporaryDatabase { database in
            let file = database.directory.appendingPathComponent("l.csv").path
            let text = "email,city\na@x.example,\"Bonn, am Rhein\"\nnobody,\"say \"\"hi\"\"\"\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            let refused = try await CommandProcess.run(["import", "leads", file, "--database", database.path])
            #expect(refused.code == 1 && refused.output.isEmpty, "\(refused)")
            #expect(refused.errors.contains("--skip-bad-rows imports the other rows"), "\(refused)")
            let imported = try await CommandProcess.run(
                ["import", "leads", file, "--skip-bad-rows", "--database", database.path])
            #expect(imported.code == 2, "\(imported)")
            #expect(imported.output == "1 leads created, 0 updated, 0 unchanged, 1 rows skipped", "\(imported)")
            #expect(imported.errors.contains("the rows that were skipped are in \(file).rejects.csv"), "\(imported)")
            let rejects = try String(contentsOfFile: file + ".rejects.csv", encoding: .utf8)
            #expect(
                rejects == "\"email\",\"city\",\"Import Failure Reason\"\r\n\"nobody\",\"say \"\"hi\"\"\","
                    + "\"email: Invalid value for field 'email' and value 'nobody'\"\r\n")
            let again = try await CommandProcess.run(
                ["import", "leads", file, "--skip-bad-rows", "--database", database.path])
            #expect(again.code == 1 && again.errors.contains("is there already"), "\(again)")
        }
    }
}
