import ArgumentParser
import Foundation
import MusterModel
import MusterTesting
import Testing

@testable import muster

/// Every command that `--help` shows, once right and once wrong; what is wrong is told with what would be right.
@Suite(.serialized) struct EveryCommandTests {
    /// One use of a command each way. Those of a story follow one another on one database.
    private struct Use {
        let command: String
        /// What follows the command.
        let right: [String]
        let wrong: [String]
        /// What the wrong use is told.
        let fix: String

        init(_ command: String, _ right: [String], _ wrong: [String], _ fix: String) {
            (self.command, self.right, self.wrong, self.fix) = (command, right, wrong, fix)
        }
    }

    private static let files = [
        "c.yaml": """
        staticLists: [Met]
        smartLists:
          - {name: In Leeds, filters: [{City: Leeds}]}
        campaigns:
          - name: Wait and Add
            schedule: 2026-03-03 08:00
            filters: [{City: Leeds}]
            flow: [{Wait: 2 days}, {Add to List: Met}]
          - name: Later
            schedule: 2027-03-03 08:00
            filters: [{City: Leeds}]
            flow: [{Add to List: Met}]
        """,
        "rules.yaml": "filters: [{City: [Leeds, York]}]\n",
        "flow.yaml": "flow: [{Wait: 3 days}, {Add to List: Met}]\n",
        "bad.yaml": "filters: [{Ctiy: Leeds}]\n", "badflow.yaml": "flow: [{Wiat: 3 days}]\n",
        "badfile.yaml": "smartLists: [{name: X, filters: [{Ctiy: Leeds}]}]\n",
        "l.csv": "email,city\na@x.example,Leeds\nb@x.example,Paris\n", "bad.csv": "email\nnobody\n",
    ]

    private static let campaign = "Wait and Add"

    private static func story(_ file: (String) -> String) -> [Use] {
        [
            Use(
                "init", ["--clock", "simulated=2026-03-02T09:00:00Z"], ["--clock", "simulated=2020-01-01T00:00:00Z"],
                "Use --clock simulated to go on where it stands"),
            Use("apply", [file("c.yaml")], [file("badfile.yaml")], "did you mean 'City'?"),
            Use(
                "import", ["leads", file("l.csv")], ["leads", file("bad.csv")], "--skip-bad-rows imports the other rows"
            ),
            Use(
                "count", ["In Leeds", "--timeout", "5"], ["In Leds"],
                "there is no smart list or static list 'In Leds'; did you mean 'In Leeds'?"),
            Use(
                "list create", ["In York"], ["In Rome", "--folder", "Marketing Activities"],
                "folder 'Marketing Activities' holds no smart lists; 'Smart Lists' does"),
            Use("list members", ["In Leeds"], ["In Leds"], "did you mean 'In Leeds'?"),
            Use("rules show", ["list", "In Leeds"], ["lists", "In Leeds"], "one of 'list' and 'campaign'"),
            Use(
                "rules replace", ["list", "In York", file("rules.yaml")], ["list", "In York", file("bad.yaml")],
                "bad.yaml:1:12: filters[0].Ctiy: there is no filter 'Ctiy'; did you mean 'City'?"),
            Use(
                "flow show", [campaign], ["Wait"], "give the name of one, Program.Name for one in a program, or its id"),
            Use(
                "flow replace", [campaign, file("flow.yaml")], [campaign, file("badflow.yaml")], "did you mean 'Wait'?"),
            Use("settings show", ["--campaign", campaign], ["--campaign", "Latr"], "did you mean 'Later'?"),
            Use(
                "settings set", ["timeZone=Europe/Berlin", "communicationLimits.perDay=5"], ["timeZone=Berlin"],
                "an IANA time zone such as Europe/Berlin"),
            Use("status", ["--json"], ["--jsn"], "Did you mean '--json'?"),
            Use("idle", [], ["--timeout", "400"], "--timeout is a number of seconds from 0 to 300"),
            Use("run list", [campaign], ["Wait an Add"], "did you mean 'Wait and Add'?"),
            Use("run cancel", ["Later"], ["Later", "999"], "has no run 999; it has "),
            Use("clock show", [], ["--clock", "real"], "Use --clock simulated"),
            Use("clock advance", ["1 day"], ["1day"], "such as '3 days'"),
            Use("run people", [campaign, "--outcome", "inFlow"], [campaign, "999"], "has no run 999; it has "),
            Use("run abort", [campaign], ["Later"], "its newest"),
            Use(
                "clock to", ["2026-03-04T09:00:00Z"], ["2026-03-01T09:00:00Z"],
                "The clock cannot go back: it is 2026-03-04T09:00:00Z"),
            Use("clock until-idle", [], ["--horizon", "-1 day"], "Give a period above 0, such as '3 days'."),
            Use(
                "role add", ["Listers", "--permission", "Read-Only Lead"], ["L", "--permission", "Read-Only Leads"],
                "did you mean"),
            Use("role list", [], ["--url", "http://a:1"], "Give --database or --url, not both."),
            Use("role update", ["Listers", "--no-permissions"], ["Listers"], "Give --permission"),
            Use(
                "user add", ["ann@x.example", "--role", "Listers"], ["b@x.example", "--role", "Lister"],
                "did you mean 'Listers'?"),
            Use("user list", [], ["--jso"], "Did you mean '--json'?"),
            Use(
                "user update", ["ann@x.example", "--role", "Administrator"], ["ann@x.example"],
                "Give what changes: --role, --no-roles, --permission or --no-permissions."),
            Use("user secret", ["ann@x.example"], ["an@x.example"], "did you mean 'ann@x.example'?"),
            Use("backup", [file("b.db")], [file("b.db")], "is there already; name another file, or replace it"),
            Use("restore", [file("b.db"), "--replace"], [file("c.db"), "--replace"], "there is no database"),
            Use("lead erase", ["1", "--yes"], ["1"], "--yes says that it is meant"),
            Use("audit", ["--sort", "role", "--json"], ["--sort", "roles"], "It is one of: folder, program"),
            Use("lead erasures", [], ["--jso"], "Did you mean '--json'?"),
            Use("user remove", [], [], ""),
        ]
    }

    static func commands(of type: any ParsableCommand.Type, _ path: [String] = []) -> [String] {
        let inner = type.configuration.subcommands
        guard !inner.isEmpty else { return [path.joined(separator: " ")] }
        return inner.flatMap { commands(of: $0, path + [$0._commandName]) }
    }

    @Test func onceRightAndOnceWrong() async throws {
        try await withTemporaryDatabase { database in
            func file(_ name: String) -> String { database.directory.appendingPathComponent(name).path }
            for (name, text) in Self.files { try Data(text.utf8).write(to: URL(fileURLWithPath: file(name))) }
            func run(_ command: String, _ arguments: [String]) async throws -> CommandProcess {
                try await CommandProcess.run(
                    command.split(separator: " ").map(String.init) + arguments + ["--database", database.path])
            }
            let story = Self.story(file)
            for use in story where use.command != "user remove" {
                let right = try await run(use.command, use.right)
                #expect(right.code == 0, "\(use.command): \(right)")
                let wrong = try await run(use.command, use.wrong)
                #expect(wrong.code != 0 && wrong.output.isEmpty, "\(use.command): \(wrong)")
                #expect(wrong.errors.contains(use.fix), "\(use.command): \(wrong)")
            }
            _ = try await run("user add", ["z@x.example", "--role", "Administrator"])
            let wrong = try await run("user remove", ["amn@x.example"])
            #expect(wrong.code != 0 && wrong.errors.contains("did you mean 'ann@x.example'"), "\(wrong)")
            let right = try await run("user remove", ["ann@x.example"])
            #expect(right.code == 0 && right.output == "removed ann@x.example", "\(right)")
            let again = try await run("user remove", ["ann@x.example"])
            #expect(again.errors == "Error: there is no API user 'ann@x.example'; there is z@x.example", "\(again)")

            let version = try await CommandProcess.run(["version"])
            #expect(version.code == 0 && version.output.hasPrefix("muster "))
            let noVersion = try await CommandProcess.run(["version", "now"])
            #expect(noVersion.code != 0 && noVersion.errors.contains("Usage: muster version"), "\(noVersion)")
            let server = try await ServerProcess.start(database: database.path)
            let ready = try await CommandProcess.run(["ready", "--url", server.base])
            #expect(ready.code == 0 && ready.output == "ready", "\(ready)")
            let notReady = try await CommandProcess.run(["ready", "--timeout", "0"])
            #expect(notReady.code != 0 && notReady.errors.contains("--timeout is a number of seconds from 1 to 3600"))
            #expect(server.terminate() == 0)
            let noServer = try await CommandProcess.run(["serve", "--port", "70000"])
            #expect(noServer.code != 0 && noServer.errors.contains("--port is a number from 0 to 65535"))

            let known = Set(story.map(\.command) + ["version", "serve", "ready"])
            #expect(Set(Self.commands(of: MusterCommand.self)) == known, "each has its uses here")
        }
    }

    @Test func everyAnswerIsAlsoJSON() async throws {
        try await withTemporaryDatabase { database in
            func file(_ name: String) -> String { database.directory.appendingPathComponent(name).path }
            for (name, text) in Self.files { try Data(text.utf8).write(to: URL(fileURLWithPath: file(name))) }
            let local = ["--json", "--database", database.path]
            for arguments in [
                ["apply", file("c.yaml"), "--clock", "simulated=2026-03-02T09:00:00Z"],
                ["import", "leads", file("l.csv")],
                ["count", "In Leeds"], ["list", "create", "In York"],
                ["list", "members", "In Leeds"], ["rules", "show", "campaign", Self.campaign],
                ["rules", "replace", "list", "In York", file("rules.yaml")], ["flow", "show", Self.campaign],
                ["flow", "replace", Self.campaign, file("flow.yaml")], ["settings"],
                ["settings", "set", "timeZone=Europe/Berlin"],
                ["settings", "set", "maxMembers=5", "--campaign", Self.campaign], ["status"], ["idle"],
                ["run", "list", Self.campaign], ["run", "cancel", "Later"], ["clock"], ["clock", "advance", "1 day"],
                ["run", "people", Self.campaign, "--outcome", "inFlow"], ["run", "abort", Self.campaign],
                ["clock", "to", "2026-03-04T09:00:00Z"], ["clock", "until-idle"],
                ["lead", "erase", "--email", "B@x.example", "--yes"], ["lead", "erasures"], ["audit"],
                ["backup", file("b.db")], ["restore", file("b.db"), "--replace"],
                ["role", "add", "Listers"], ["role", "list"],
                ["role", "update", "Listers", "--permission", "Read-Only Lead"],
                ["user", "add", "a@x.example", "--role", "Administrator"], ["user", "list"],
                ["user", "update", "a@x.example", "--permission", "Read-Only Lead"], ["user", "secret", "a@x.example"],
                ["user", "add", "b@x.example", "--role", "Administrator"], ["user", "remove", "a@x.example"],
            ] {
                let answer = try await CommandProcess.run(arguments + local)
                #expect(answer.code == 0, "\(arguments): \(answer)")
                #expect(throws: Never.self, "\(arguments): \(answer)") { try JSONParser.parse(answer.output) }
            }
        }
    }

    /// Which command makes which call of `/muster/v1`.
    private static let calls = [
        "POST apply": "apply", "POST import/leads": "import", "POST import/activities": "import",
        "GET smartList/{id}/count": "count", "GET staticList/{id}/count": "count",
        "GET smartList/{id}/leads": "list members",
        "POST smartLists": "list create",
        "GET smartList/{id}/rules": "rules show", "PUT smartList/{id}/rules": "rules replace",
        "GET smartCampaign/{id}/rules": "rules show", "PUT smartCampaign/{id}/rules": "rules replace",
        "GET smartCampaign/{id}/flow": "flow show", "PUT smartCampaign/{id}/flow": "flow replace",
        "GET smartCampaign/{id}/settings": "settings show", "PUT smartCampaign/{id}/settings": "settings set",
        "GET settings": "settings show", "PUT settings": "settings set",
        "GET smartCampaign/{id}/runs": "run list", "GET smartCampaign/{id}/run/{runId}/people": "run people",
        "POST smartCampaign/{id}/run/{runId}/cancel": "run cancel",
        "POST smartCampaign/{id}/run/{runId}/abort": "run abort",
        "GET engine": "status", "GET idle": "idle", "GET clock": "clock show", "POST clock": "clock advance",
        "GET users": "user list", "POST users": "user add", "POST user/{id}": "user update",
        "POST user/{id}/secret": "user secret", "POST user/{id}/delete": "user remove",
        "POST user/{id}/client/delete": "user remove",
        "POST lead/{id}/erase": "lead erase", "GET erasures": "lead erasures", "GET audit": "audit",
        "GET roles": "role list", "POST roles": "role add", "POST role/{id}": "role update",
    ]

    @Test func everyCallOfOurOwnHasItsCommand() throws {
        let document = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/compatibility.md")
        let calls = try String(contentsOf: document, encoding: .utf8).split(separator: "\n").compactMap {
            line -> String? in
            guard line.contains(" /muster/v1/"), let call = line.split(separator: "`").dropFirst().first else {
                return nil
            }
            return call.replacingOccurrences(of: "/muster/v1/", with: "").replacingOccurrences(of: ".json", with: "")
        }
        #expect(Set(calls) == Set(Self.calls.keys))
        #expect(Set(Self.calls.values).isSubset(of: Self.commands(of: MusterCommand.self)))
    }

    @Test(arguments: [
        ("srve", "'srve' is no command of 'muster'; did you mean 'serve'?"),
        ("clock advnce 1 day", "'advnce' is no command of 'muster clock'; did you mean 'advance'?"),
        (
            "role make",
            "'make' is no command of 'muster role'; there are list, add, update"
        ),
    ])
    func aMisspeltCommandIsToldTheRightOne(line: String, message: String) {
        let error = #expect(throws: ValidationError.self) {
            try CommandNames.check(line.split(separator: " ").map(String.init), in: MusterCommand.self)
        }
        #expect(error?.message == message)
    }

    @Test(arguments: [
        "serve --port 0", "clock", "clock --database x.db advance", "help clock", "clock help", "--version",
    ])
    func otherLinesAreLeftToTheParser(line: String) throws {
        try CommandNames.check(line.split(separator: " ").map(String.init), in: MusterCommand.self)
    }
}
