import ArgumentParser
import Foundation
import Logging
import MusterModel
import MusterServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the server.",
        discussion: """
            Makes the database when there is none, otherwise opens it, migrates it and finishes what was in \
            flight. The API client's id and secret are taken from MUSTER_CLIENT_ID and MUSTER_CLIENT_SECRET; \
            without them a client is made once and printed.
            """)

    @Option(help: "The database file.")
    var database = "muster.db"

    @Option(help: "The address to listen at; 0.0.0.0 for all.")
    var host = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            """
            A further name by which clients may call a server that listens to this machine alone, beside \
            localhost, 127.0.0.1, [::1] and names below mktorest.com.
            """, valueName: "name"))
    var hostName: [String] = []

    @Option(help: "The port to listen at; 0 for any free one.")
    var port = 8080

    @Option(help: "real, simulated or simulated=2026-03-01T09:00:00Z. Default: what the database has had so far.")
    var clock: ClockChoice?

    @Flag(help: "Load a demo instance when the database is empty.")
    var demo = false

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    @Option(help: "How lines of the log are written: text or json. Default: \(LogFormat.variable), else text.")
    var logFormat: LogFormat?

    @Option(
        help: """
            People per transaction of a flow, and 4 times as many of the start of a run: more is faster, fewer \
            lets other writes in sooner.
            """)
    var chunk = ServerConfiguration.defaultChunk

    @OptionGroup(title: "Connections")
    var connections: ConnectionOptions

    func validate() throws {
        try AccessOptions.check(database)
        guard (1...100_000).contains(chunk) else {
            throw ValidationError("--chunk is a number from 1 to 100000, not \(chunk).")
        }
        for name in hostName where !ServerConfiguration.isHostName(name) {
            throw ValidationError("--host-name is a name without a port, such as muster.test, not '\(name)'.")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535, not \(port).")
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let credentials = try Credentials(environment: environment)
        let configuration = try ServerConfiguration(
            databasePath: database, host: host, port: port, clock: clock, loadsDemo: demo, credentials: credentials,
            logLevel: logLevel, logFormat: LogFormat(logFormat, environment: environment), chunk: chunk,
            connections: connections.limits, hostNames: hostName)
        let server: Server
        do { server = try await Server.build(configuration) } catch let error as DatabaseInUse {
            throw ConfigurationError("\(error); stop that one first, or name another database with --database")
        }
        let path = database
        try await server.run { listening in
            for line in ServeGreeting(listening, database: path).lines { Terminal.show(line) }
            Terminal.flush()
        }
    }
}

/// What the clients of a server may do.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: """
            Connections open at once, or nine tenths of the descriptors that the process may have (ulimit -n), if \
            that is less; further ones are answered 503 and closed.
            """)
    var maxConnections = ConnectionLimits().connections

    @Option(help: "Seconds within which the head of a request must arrive.")
    var headTimeout = ConnectionLimits().head

    @Option(help: "Seconds within which the body of a request must bring 1 KiB, or end.")
    var bodyTimeout = ConnectionLimits().body

    @Option(help: "Seconds after which a connection without a request is closed.")
    var idleTimeout = ConnectionLimits().idle

    @Option(help: "Seconds within which a client must take something of an answer.")
    var answerTimeout = ConnectionLimits().answer

    func validate() throws {
        guard (1...1_000_000).contains(maxConnections) else {
            throw ValidationError("--max-connections is a number from 1 to 1000000, not \(maxConnections).")
        }
        for (name, seconds) in [
            ("head", headTimeout), ("body", bodyTimeout), ("idle", idleTimeout), ("answer", answerTimeout),
        ] where !(1...86_400).contains(seconds) {
            throw ValidationError("--\(name)-timeout is a number of seconds from 1 to 86400, not \(seconds).")
        }
    }

    var limits: ConnectionLimits {
        ConnectionLimits(
            connections: maxConnections, head: headTimeout, body: bodyTimeout, idle: idleTimeout,
            answer: answerTimeout)
    }
}

/// What a server says on standard output once it answers requests.
struct ServeGreeting {
    let lines: [String]

    init(_ listening: Server.Listening, database: String) {
        let base = listening.address
        var lines = ["muster \(MusterVersion.text) listens on \(base) (database \(database))"]
        if let change = listening.origin.sentence(database) {
            lines.append(change.prefix(1).uppercased() + change.dropFirst() + ".")
        }
        if listening.clock.isSimulated { lines.append("The clock is simulated and stands at \(listening.clock.now).") }
        if let demo = listening.demo { lines.append(demo.sentence) }
        switch listening.client {
        case .given(let credentials, let ended):
            let replaced = ended.isEmpty ? "" : "; it replaces \(ended.joined(separator: ", "))"
            lines.append("API client \(credentials.clientID), as given by the environment\(replaced).")
        case .stored(let clientID):
            lines.append(
                """
                API client \(clientID); its secret was printed when it was made. To replace it, set \
                \(Credentials.idVariable) and \(Credentials.secretVariable).
                """)
        case .made(let credentials):
            lines += Self.firstSteps(credentials, base)
        }
        self.lines = lines
    }

    /// Commands that work as they stand.
    private static func firstSteps(_ credentials: Credentials, _ base: String) -> [String] {
        let form =
            "grant_type=client_credentials&client_id=$\(Credentials.idVariable)&client_secret=$\(Credentials.secretVariable)"
        return [
            "", "This API client was made now. Its secret is not shown again:", "",
            "export \(Credentials.idVariable)=\(credentials.clientID)",
            "export \(Credentials.secretVariable)=\(credentials.clientSecret)", "",
            "A first call, in another terminal after these two lines:", "",
            "TOKEN=$(curl -s -d \"\(form)\" \(base)/identity/oauth/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
            "curl -s -H \"Authorization: Bearer $TOKEN\" '\(base)/rest/asset/v1/smartCampaigns.json'", "",
        ]
    }
}
