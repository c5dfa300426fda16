import ArgumentParser
import Foundation
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
            try await access.changing { ClockCommand.show(try await $0.move(.advance(period)), format) }
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
            try await access.changing { ClockCommand.show(try await $0.move(.to(instant)), format) }
        }
    }

    struct UntilIdle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "until-idle", abstract: "Move the clock on until nothing is left that falls due by itself.",
            discussion: "A campaign that recurs without an end always falls due again: the horizon ends the way.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(
            parsing: .unconditional, help: "How far at most, such as \"90 days\".", transform: ClockCommand.period)
        var horizon = ClockMove.usualHorizon

        func run() async throws {
            try await access.changing { ClockCommand.show(try await $0.move(.untilIdle(within: horizon)), format) }
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

    static func show(_ state: ClockState, _ format: JSONFormat) {
        if format.json { return format.show(state.json) }
        print("\(state.now) \(state.isSimulated ? "simulated" : "real")")
    }

    /// Where the clock stands goes to standard output, what happened on the way to standard error.
    static func show(_ report: ClockReport, _ format: JSONFormat) {
        if format.json { return format.show(report.json) }
        print("\(report.now) simulated")
        var way = """
            from \(report.from): \(report.stops) stops, \(report.runs) runs, \(report.activities) activities, \
            \(report.messages) messages
            """
        if let due = report.nextDue { way += "; next due at \(due)" }
        if let horizon = report.horizon, report.nextDue != nil { way += ", beyond the horizon of \(horizon)" }
        FileHandle.standardError.write(Data((way + "\n").utf8))
    }
}
