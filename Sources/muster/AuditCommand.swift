import ArgumentParser
import MusterModel
import MusterServer

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show who changed which asset, setting, user or clock, the newest first.",
        discussion: """
            Each line is one change of one thing, with what it was before. Members longer than 60 characters are cut; \
            --json shows them. What happened to people is in their activity log.
            """)
    @OptionGroup var access: AccessOptions
    @Option(help: "Only of this API user or client, or of 'command line'.")
    var author: String?
    @Option(help: ArgumentHelp("Only of this sort of things, such as smartCampaign.", valueName: "sort"))
    var sort: String?
    @Option(help: "Only of the thing with this id; --sort says of which sort.")
    var id: String?
    @Option(help: ArgumentHelp("From this moment on, such as 2026-03-01T00:00:00Z.", valueName: "moment"))
    var since: String?
    @Option(help: ArgumentHelp("Until before this moment.", valueName: "moment"))
    var until: String?
    @Option(help: ArgumentHelp("At most so many lines.", valueName: "lines"))
    var limit: Int = 100
    @OptionGroup var format: JSONFormat

    func validate() throws {
        if id != nil, sort == nil { throw ValidationError("Give --sort with --id: an id is of a sort of things.") }
        guard limit > 0 else { throw ValidationError("--limit is a number of lines, from 1.") }
        for (name, text) in [("--since", since), ("--until", until)] {
            if let text, Instant(text: text) == nil {
                throw ValidationError("\(name) '\(text)' is no moment; write it like 2026-03-01T00:00:00Z.")
            }
        }
    }

    func run() async throws {
        try await access.reading { access in
            var query: [String: String] = [:]
            for (name, value) in [
                ("author", author), ("sort", sort), ("id", id), ("since", since), ("until", until),
            ] { query[name] = value }
            var lines: [JSONObject] = []
            repeat {
                query["batchSize"] = String(min(limit - lines.count, 300))
                let answer = try await access.api.call("GET", "/muster/v1/audit.json", query: query)
                lines += (answer["result"]?.array ?? []).compactMap(\.object)
                query["nextPageToken"] = answer["nextPageToken"]?.text
            } while lines.count < limit && query["nextPageToken"] != nil
            if lines.isEmpty { Terminal.tell(["nothing of the kind was changed in the last 400 days"]) }
            if !format.json, !lines.isEmpty { Terminal.show(cells: ["AT", "AUTHOR", "WHAT", "DONE", "CHANGES"]) }
            format.show(lines, Self.cells)
        }
    }

    private static func cells(_ line: JSONObject) -> [String] {
        let client = line["client"]?.text.map { " (\($0))" } ?? ""
        let name = line["name"]?.text.map { " '\($0)'" } ?? ""
        let changes = (line["changes"]?.object ?? [:]).members.map { member in
            let (from, to) = (member.value.object?["from"], member.value.object?["to"])
            return "\(member.key): \(brief(from)) → \(brief(to))"
        }
        return [
            line.cell("at"), line.cell("author") + client, "\(line.cell("sort")) \(line.cell("subject"))\(name)",
            line.cell("action"), changes.joined(separator: ", "),
        ]
    }

    private static func brief(_ value: JSONValue?) -> String {
        guard let value else { return "-" }
        return (value.scalarText ?? value.jsonText).excerpt(bytes: 60)
    }
}
