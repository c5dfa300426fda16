import ArgumentParser
import MusterModel
import MusterServer

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Show, cancel and abort the runs of a smart campaign.",
        subcommands: [List.self, People.self, Cancel.self, Abort.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the runs of a campaign, newest first, and why one did not start.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "The campaign's name, Program.Name or id.")
        var campaign: String

        func run() async throws {
            try await access.reading { access in
                let runs = try await access.runs(of: try await access.campaign(campaign))
                if format.json {
                    Terminal.show(json: .array(runs.map { .object($0) }))
                } else {
                    Terminal.show(RunCommand.table(runs))
                }
            }
        }
    }

    struct People: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show people of a run: who is in the flow, failed at a step or was skipped, where and why.",
            discussion: "Who completed the run is counted and not kept one by one.")
        @OptionGroup var access: AccessOptions
        @Option(
            help: ArgumentHelp("What became of them; may be repeated. Everybody unless given.", valueName: "outcome"))
        var outcome: [RunOutcome] = []
        @OptionGroup var format: JSONFormat
        @Argument(help: "The campaign's name, Program.Name or id.")
        var campaign: String
        @Argument(help: "The run's id; the newest one unless given.")
        var run: Int64?

        func run() async throws {
            try await access.reading { access in
                let campaign = try await access.campaign(campaign)
                let (id, record) = try await RunCommand.pick(run, of: campaign, access)
                var isAnybodyThere = false
                for outcome in outcome.isEmpty ? [nil] : outcome.map(Optional.some) {
                    var page: String?
                    repeat {
                        let found = try await access.people(in: id, of: campaign, outcome, from: page)
                        if !format.json, !isAnybodyThere, !found.records.isEmpty {
                            Terminal.show(cells: ["LEAD", "OUTCOME", "AT", "STEP", "REASON"])
                        }
                        for person in found.records {
                            if format.json { format.show(person) } else { Terminal.show(cells: Self.cells(person)) }
                            isAnybodyThere = true
                        }
                        page = found.next
                    } while page != nil
                }
                if !isAnybodyThere { Terminal.tell(["run \(id) of '\(campaign.name)' \(nobody(record))"]) }
            }
        }

        private func nobody(_ run: JSONObject) -> String {
            let wanted = outcome.map(\.rawValue).joined(separator: " or ")
            return """
                has nobody to show\(wanted.isEmpty ? "" : " with the outcome \(wanted)"); of \(run.cell("qualified")) who \
                qualified \(run.cell("completed")) completed it, who are counted and not kept one by one
                """
        }

        private static func cells(_ person: JSONObject) -> [String] {
            let step = person["step"]?.object.map { "\($0["number"]?.scalarText ?? "-") \($0.cell("kind"))" } ?? "-"
            let reason = person["reason"]?.text ?? person["until"]?.text.map { "waits until \($0)" } ?? "-"
            return [person.cell("leadId"), person.cell("outcome"), person.cell("at"), step, reason]
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back a run that has not started.",
            discussion: "One that a recurrence has planned makes room for the next occurrence.")
        @OptionGroup var ending: Ending

        func run() async throws { try await ending.run(by: .cancel, fromState: .scheduled) }
    }

    struct Abort: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop a run that has started, and take everybody out of its flow.",
            discussion: "What it has done stays. A trigger campaign is deactivated first.")
        @OptionGroup var ending: Ending

        func run() async throws { try await ending.run(by: .abort, fromState: .running) }
    }

    /// Ends a run, in one way or the other.
    struct Ending: ParsableArguments {
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "The campaign's name, Program.Name or id.")
        var campaign: String
        @Argument(help: "The run's id; the only one that can be ended so unless given.")
        var run: Int64?

        /// - Parameter state: of the runs that can be ended this way.
        func run(by way: RunEnding, fromState state: CampaignRun.State) async throws {
            try await access.changing { access in
                let campaign = try await access.campaign(campaign)
                let (id, _) = try await RunCommand.pick(run, of: campaign, access, in: state)
                try await Failure.tellingProblems {
                    let record = try await access.end(id, of: campaign, by: way)
                    if format.json { return format.show(record) }
                    Terminal.show("\(record.cell("state")) run \(id) of \(campaign.name)")
                }
            }
        }
    }

    /// The run that is meant: the one that is given; else the newest one, or the only one in `state`.
    private static func pick(
        _ run: Int64?, of campaign: NamedAsset, _ access: any InstanceAccess, in state: CampaignRun.State? = nil
    ) async throws -> (id: Int64, record: JSONObject) {
        let runs = try await access.runs(of: campaign)
        func ids(_ runs: [JSONObject]) -> String { runs.prefix(5).map { $0.cell("id") }.joined(separator: ", ") }
        if let run {
            if let record = runs.first(where: { $0["id"]?.integer == run }) { return (run, record) }
            throw AccessError(
                "'\(campaign.name)' has no run \(run); it has \(runs.isEmpty ? "none" : ids(runs))")
        }
        let fitting = runs.filter { state == nil || $0["state"]?.text == state?.rawValue }
        if state != nil, fitting.count > 1 {
            throw AccessError("'\(campaign.name)' has several such runs, say which: \(ids(fitting))")
        }
        guard let record = fitting.first, let id = record["id"]?.integer else {
            let newest = runs.first.map { "; its newest, \($0.cell("id")), is \($0.cell("state"))" } ?? ""
            throw AccessError("'\(campaign.name)' has no run that is \(state?.rawValue ?? "known")\(newest)")
        }
        return (id, record)
    }

    static func table(_ runs: [JSONObject]) -> TextTable {
        var table = TextTable(
            "RUN", "STATE", "SCHEDULED", "QUALIFIED", "IN FLOW", "WAITING", "COMPLETED", "REMOVED", "SKIPPED", "FAILED",
            "CUT", "FAILURE")
        for run in runs {
            table.add(
                run.cell("id"), run.cell("state"), run.cell("scheduledAt"), run.cell("qualified"), run.cell("inFlow"),
                run.cell("waiting"), run.cell("completed"), run.cell("removed"), run.cell("skipped"),
                run.cell("failed"), run.cell("cut"), run.cell("failure"))
        }
        return table
    }
}
