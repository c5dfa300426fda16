import ArgumentParser
import MusterModel
import MusterServer

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the engine is doing, what waits for it and what comes next.",
        discussion: """
            With --database nothing works on the instance, so every lane is idle; what waits in the database is \
            shown all the same.
            """)

    @OptionGroup var access: AccessOptions

    @OptionGroup var format: JSONFormat

    func run() async throws {
        try await access.reading { access in
            let report = try await access.engine()
            if format.json { return format.show(report) }
            let blocks = [
                Self.lanes(report), Self.backlog(report), ["next due: \(Self.due(report["nextDue"]?.object))"],
            ]
            for line in blocks.joined(separator: [""]) { Terminal.show(line) }
        }
    }

    private static func lanes(_ report: JSONObject) -> [String] {
        var table = TextTable("LANE", "STATE", "SINCE", "UNTIL", "FOR")
        var troubles: [String] = []
        for lane in (report["lanes"]?.array ?? []).compactMap(\.object) {
            // On a simulated clock only the length of a pause is known.
            let pause = lane["pauseSeconds"]?.integer.map { "for \($0) s" }
            let until = lane["until"]?.text ?? pause ?? "-"
            table.add(lane.cell("name"), lane.cell("state"), lane.cell("since"), until, lane.cell("for"))
            if let reason = lane["reason"]?.text {
                troubles.append("\(lane.cell("name")) has failed \(lane.cell("failures")) times: \(reason)")
            }
        }
        return table.lines + troubles
    }

    private static func backlog(_ report: JSONObject) -> [String] {
        let backlog = report["backlog"]?.object ?? [:]
        var lines = [
            "events: \(backlog.cell("events"))",
            "people: \(backlog.cell("ready")) ready, \(backlog.cell("moving")) moving, \(backlog.cell("waiting")) waiting",
            "runs that are due: \(backlog.cell("dueRuns"))",
        ]
        if let oldest = report["oldestEvent"]?.object {
            lines[0] += ", the oldest of \(oldest.cell("committedAt")), \(oldest.cell("ageSeconds")) s ago"
        }
        for messages in (backlog["outbox"]?.array ?? []).compactMap(\.object) {
            let host = messages["host"]?.text.map { " to \($0)" } ?? ""
            let next = messages["due"]?.text.map { ", next at \($0)" } ?? ""
            lines.append(
                """
                messages of kind \(messages.cell("kind"))\(host): \(messages.cell("pending")) pending\(next), \
                \(messages.cell("failed")) failed
                """)
        }
        return lines
    }

    private static func due(_ due: JSONObject?) -> String {
        due.map { "\($0.cell("at")) (\($0.cell("kind")))" } ?? "nothing"
    }
}
