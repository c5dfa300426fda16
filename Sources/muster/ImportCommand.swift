import ArgumentParser
import Foundation
import MusterAuthoring
import MusterModel
import MusterServer
import Synchronization

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import leads or activities from a CSV file.",
        discussion: """
            The first line names the columns. Of leads these are lead fields, by REST or display name; a row \
            updates the lead with its id or e-mail address, or makes a new one. Of activities they are lead \
            (e-mail address or id), type, date, primary value and the type's attributes. A file with a bad row \
            is refused as a whole, before anything is written.

            All of a file is written, or nothing. With --key it is written in parts: an import that was stopped goes on \
            when the same command is given again, and no row is written twice. More than 5,000 rows for a server \
            need a key.
            """)

    @OptionGroup var access: AccessOptions

    @OptionGroup var format: JSONFormat

    @Flag(help: "Import the good rows of a file with bad ones; the bad ones go to a file of rejects (exit code 2).")
    var skipBadRows = false

    @Option(help: ArgumentHelp("Where bad rows go; FILE.rejects.csv unless given.", valueName: "path"))
    var rejects: String?

    @Option(help: "Names the import, so that it goes on where it was stopped and is never done twice.")
    var key: String?

    @Option(help: ArgumentHelp("Add the people to this static list, by name or id; of leads.", valueName: "list"))
    var list: String?

    @Argument(help: ArgumentHelp("What the rows are: leads or activities.", valueName: "kind"))
    var kind: FileImport.Kind

    @Argument(help: "The CSV file, in UTF-8.")
    var file: String

    func validate() throws {
        if let key, let problem = ImportPart.problem(ofKey: key) { throw ValidationError("--key \(problem).") }
        if list != nil, kind != .leads {
            throw ValidationError("--list goes with leads: activities are of people who are there.")
        }
        if rejects != nil, !skipBadRows { throw ValidationError("--rejects goes with --skip-bad-rows.") }
    }

    func run() async throws {
        let options = FileImport.Options(skipsBadRows: skipBadRows, key: key, rejects: rejects)
        // Before a database is made for it.
        let read = try Failure.telling { try FileImport(file: file, kind: kind, options: options) }
        try await access.making { access in
            var rows = read
            if let list { rows.options.list = StaticListID(try await access.api.asset(.staticList, list).id) }
            let bar = ProgressBar()
            do {
                let result = try await rows.run(through: access) { progress in
                    bar.show(
                        progress.phase == .checking ? "checking \(file)" : "importing \(file)", of: progress.all,
                        before: progress.before, done: progress.done)
                }
                bar.clear()
                tell(result)
                if result.skipped > 0 { throw ExitCode(2) }
            } catch let error as SourceError {
                bar.clear()
                let fix = skipBadRows ? "" : "; --skip-bad-rows imports the other rows"
                throw Failure.exit(telling: error.problems.map(\.description) + ["nothing was imported\(fix)"])
            } catch {
                bar.clear()
                throw error
            }
        }
    }

    private func tell(_ result: FileImport.Result) {
        Terminal.tell(result.problems.map(\.description))
        if let rejects = result.rejects { Terminal.tell(["the rows that were skipped are in \(rejects)"]) }
        if result.resumedAfter > 0 { Terminal.tell(["went on after row \(result.resumedAfter)"]) }
        if result.wasDone { Terminal.tell(["the import '\(key ?? "")' was done before; nothing was imported now"]) }
        if format.json { format.show(record(result)) } else { Terminal.show(summary(result)) }
    }

    private func record(_ result: FileImport.Result) -> JSONObject {
        var record: JSONObject = ["created": .integer(Int64(result.created))]
        if kind == .leads {
            record["updated"] = .integer(Int64(result.updated))
            record["unchanged"] = .integer(Int64(result.unchanged))
        }
        record["skipped"] = .integer(Int64(result.skipped))
        if let rejects = result.rejects { record["rejects"] = .string(rejects) }
        if key != nil { record["wasDone"] = .boolean(result.wasDone) }
        return record
    }

    private func summary(_ result: FileImport.Result) -> String {
        var parts = ["\(result.created) \(kind.rawValue) created"]
        if kind == .leads { parts += ["\(result.updated) updated", "\(result.unchanged) unchanged"] }
        if result.skipped > 0 { parts.append("\(result.skipped) rows skipped") }
        return parts.joined(separator: ", ")
    }
}

/// A line on standard error that shows how far something is, where there is a terminal to see it.
final class ProgressBar: Sendable {
    private let isShown: Bool
    /// What is counted.
    private let unit: String
    private let state = Mutex(State())
    private let now: @Sendable () -> ContinuousClock.Instant
    private static let width = 30

    private struct State {
        var label = ""
        var lastPercent = -1
        var beganAt: ContinuousClock.Instant?
    }

    /// - Parameter now: of real time, which is what whoever waits has.
    init(
        isShown: Bool = isatty(STDERR_FILENO) == 1, unit: String = "rows",
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        (self.isShown, self.unit, self.now) = (isShown, unit, now)
    }

    /// - Parameters:
    ///   - all: how many there are to do,
    ///   - before: those that were done before this began, which say nothing of its speed,
    ///   - done: all that are done, those among them.
    func show(_ label: String, of all: Int, before: Int, done: Int) {
        guard isShown, let line = line(label, of: all, before: before, done: done) else { return }
        Terminal.draw("\r\u{1B}[K" + line)
    }

    /// `nil` where it would be what is shown already.
    func line(_ label: String, of all: Int, before: Int, done: Int) -> String? {
        let percent = all == 0 ? 100 : min(done, all) * 100 / all
        let now = now()
        let began = state.withLock { state -> ContinuousClock.Instant? in
            if state.label != label { state = State(label: label, beganAt: now) }
            guard state.lastPercent != percent else { return nil }
            state.lastPercent = percent
            return state.beganAt
        }
        guard let began else { return nil }
        let filled = percent * Self.width / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        let line = "\(label.spelledOut.excerpt(bytes: 60)) [\(bar)] \(percent) %"
        let seconds = Double(began.duration(to: now).components.seconds) + 0.001
        guard seconds >= 1, done > before else { return line }
        let rate = Double(done - before) / seconds
        let left = Int((Double(all - done) / rate).rounded(.up))
        return line + ", \(Int(rate)) \(unit)/s" + (left > 0 ? ", \(Self.time(left)) left" : "")
    }

    private static func time(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
        }
    }

    func clear() {
        guard isShown, state.withLock({ $0.lastPercent }) >= 0 else { return }
        Terminal.draw("\r\u{1B}[K")
    }
}
