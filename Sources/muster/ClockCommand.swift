import ArgumentParser
import MusterEngine
import MusterModel
import MusterServer

struct ClockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Show or move the clock of an instance.",
        discussion: "A clock that is moved is a simulated one; what falls due on the way happens in its order.",
        subcommands: [Show.self, Advance.self, To.self, UntilIdle.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the clock.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat

        func run() async throws {
            try await access.reading { ClockCommand.show(try await $0.clock(), format) }
        }
    }

    struct Advance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Move the clock forward by a period.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        // So that a period below 0 is not taken for an option that nobody knows.
        @Argument(
            parsing: .allUnrecognized,
            help: ArgumentHelp(
                "A number and minutes, hours, days, weeks, months or years, such as 3 days.", valueName: "period"))
        var words: [String]

        func validate() throws {
            if let option = words.first(where: { $0.hasPrefix("--") }) {
                throw ValidationError("Unknown option '\(option)'")
            }
            _ = try period()
        }

        func run() async throws {
            let period = try period()
            try await ClockCommand.move(.advance(period), access, format)
        }

        private func period() throws -> RelativePeriod { try ClockCommand.period(words.joined(separator: " ")) }
    }

    struct To: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Move the clock forward to an instant.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "Such as 2026-03-01T09:00:00Z.")
        var instant: Instant

        func run() async throws {
            try await ClockCommand.move(.to(instant), access, format)
        }
    }

    struct UntilIdle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "until-idle", abstract: "Move the clock on until nothing is left that falls due by itself.",
            discussion: """
                Campaigns that recur begin on the way as ever, but are not waited for: one without an end would \
                never be done. With --horizon they are followed as far as that.
                """)
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(
            parsing: .unconditional, help: "Also follow what recurs, so far, such as \"90 days\".",
            transform: ClockCommand.period)
        var horizon: RelativePeriod?

        func run() async throws {
            try await ClockCommand.move(.untilIdle(within: horizon), access, format)
        }
    }

    /// How far a clock is to move.
    static func period(_ text: String) throws -> RelativePeriod {
        if let period = RelativePeriod(text) { return period }
        if text.hasPrefix("-") {
            throw ValidationError(
                "A clock never goes back, so '\(text)' is no way to move it. Give a period above 0, such as '3 days'.")
        }
        throw ValidationError(
            "'\(text)' is no period: a whole number and minutes, hours, days, weeks, months or years, such as '3 days'."
        )
    }

    private static func move(_ move: ClockMove, _ access: AccessOptions, _ format: JSONFormat) async throws {
        try await access.changing { access in
            try await Failure.tellingProblems { show(try await access.move(move), format) }
        }
    }

    private static func show(_ clock: JSONObject, _ format: JSONFormat) {
        if format.json { return format.show(clock) }
        Terminal.show("\(clock.cell("now")) \(clock["simulated"]?.boolean == true ? "simulated" : "real")")
        // Where it stands goes to standard output, what happened on the way to standard error.
        guard clock["from"] != nil else { return }
        var way = """
            from \(clock.cell("from")): \(clock.cell("stops")) stops, \(clock.cell("runs")) runs, \
            \(clock.cell("activities")) activities, \(clock.cell("messages")) messages
            """
        if let due = clock["nextDue"]?.text {
            way += "; next due at \(due)"
            if let horizon = clock["horizon"]?.text {
                way += due > horizon ? ", beyond \(horizon)" : ", which recurs; --horizon follows it"
            }
        }
        Terminal.tell([way])
    }
}
