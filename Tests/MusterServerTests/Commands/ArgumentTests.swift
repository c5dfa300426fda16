import ArgumentParser
import Testing

@testable import muster

@Suite struct ArgumentTests {
    @Test(arguments: [
        ("serve --port 70000", "--port is a number from 0 to 65535, not 70000."),
        ("serve --port http", "The value 'http' is invalid for '--port <port>'"),
        ("serve --clock tomorrow", "The value 'tomorrow' is invalid for '--clock <clock>'"),
        ("serve --log-level loud", "The value 'loud' is invalid for '--log-level <log-level>'"),
        (
            "serve --host-name localhost:80",
            "--host-name is a name without a port, such as muster.test, not 'localhost:80'."
        ),
        ("serve --max-connections 0", "--max-connections is a number from 1 to 1000000, not 0."),
        ("serve --idle-timeout 0", "--idle-timeout is a number of seconds from 1 to 86400, not 0."),
        ("serve now", "Unexpected argument 'now'"),
        ("apply", "Missing expected argument '<files> ...'"),
        ("apply a.yaml --database x.db --url http://localhost", "Give --database or --url, not both."),
        ("count List --clock real", "--clock goes with --database; a server has its own clock."),
        ("count", "Missing expected argument '<list>'"),
        ("import", "Missing expected argument '<kind>'"),
        ("import people x.csv", "The value 'people' is invalid for '<kind>'"),
        ("import leads", "Missing expected argument '<file>'"),
        ("clock advance", "Missing expected argument '<period> ...'"),
        ("clock advance 3days", "'3days' is no period: a whole number and minutes, hours, days"),
        ("clock advance -1 day", "A clock never goes back, so '-1 day' is no way to move it. Give a period above 0"),
        ("clock advance 1 day --databse x.db", "Unknown option '--databse'"),
        (
            "clock until-idle --horizon -1day",
            "The value '-1day' is invalid for '--horizon <horizon>': A clock never goes back, so '-1day'"
        ),
        ("clock to yesterday", "The value 'yesterday' is invalid for '<instant>'"),
        ("list create A --folder B --program C", "Give --folder or --program, not both."),
        ("count A --timeout 31", "--timeout is a number of seconds from 1 to 30, not 31."),
        ("run list", "Missing expected argument '<campaign>'"),
        ("run people A --outcome lost", "The value 'lost' is invalid for '--outcome <outcome>'"),
        ("run cancel A first", "The value 'first' is invalid for '<run>'"),
        ("srve", "Unexpected argument 'srve'"),
    ])
    func mistakes(line: String, message: String) throws {
        let error = #expect(throws: (any Error).self) {
            _ = try MusterCommand.parseAsRoot(line.split(separator: " ").map(String.init))
        }
        let told = error.map { MusterCommand.message(for: $0) } ?? ""
        #expect(told.hasPrefix(message), "\(told)")
        #expect(error.map { MusterCommand.exitCode(for: $0) } == .validationFailure)
    }

    @Test(arguments: ["serve", "init", "count List", "clock", "user add a@x.example"])
    func anEmptyPathIsNoDatabase(line: String) {
        let error = #expect(throws: (any Error).self) {
            _ = try MusterCommand.parseAsRoot(line.split(separator: " ").map(String.init) + ["--database", ""])
        }
        let told = error.map { MusterCommand.message(for: $0) } ?? ""
        #expect(told.hasPrefix("--database is empty; give it the path of a file, such as muster.db."), "\(told)")
    }

    @Test(arguments: [
        "serve --database x.db --port 0 --demo --clock simulated=2026-03-01T09:00:00Z --log-level debug",
        "serve --host-name muster.test --host-name [fd00::1]",
        "serve --max-connections 100 --head-timeout 5 --body-timeout 5 --idle-timeout 60 --answer-timeout 5",
        "init", "init --database x.db --clock simulated",
        "apply a.yaml b.yaml --verbose", "import activities x.csv --skip-bad-rows --database x.db --clock simulated",
        "count List --url http://localhost:1", "clock", "clock until-idle", "status --json",
        "clock advance 3 days --database x.db",
        "run people A 12 --outcome failed --outcome cut", "run abort A --json", "clock to 2026-03-01T09:00:00Z",
        "version",
    ])
    func good(line: String) throws {
        _ = try MusterCommand.parseAsRoot(line.split(separator: " ").map(String.init))
    }
}
