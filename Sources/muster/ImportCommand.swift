import ArgumentParser
import Foundation
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
            """)

    @OptionGroup var access: AccessOptions

    @OptionGroup var format: JSONFormat

    @Flag(help: "Import the good rows of a file with bad ones.")
    var skipBadRows = false

    @Argument(help: ArgumentHelp("What the rows are: leads or activities.", valueName: "kind"))
    var kind: FileImport.Kind

    @Argument(help: "The CSV file, in UTF-8.")
    var file: String

    func run() async throws {
        let rows = try Failure.telling { try FileImport(file: file, kind: kind, skipsBadRows: skipBadRows) }
        try await access.making { access in
            let bar = ProgressBar()
            do {
                let result = try await rows.run(through: access) { phase, share in
                    bar.show(phase == .checking ? "checking " : "importing", share)
                }
                bar.clear()
                Terminal.tell(result.problems.map(\.description))
                if format.json { format.show(record(result)) } else { Terminal.show(summary(result)) }
            } catch let error as SourceError {
                bar.clear()
                throw Failure.exit(
                    telling: error.problems.map(\.description) + [
                        "nothing was imported; --skip-bad-rows imports the other rows"
                    ])
            } catch {
                bar.clear()
                throw error
            }
        }
    }

    private func record(_ result: FileImport.Result) -> JSONObject {
        var record: JSONObject = ["created": .integer(Int64(result.created))]
        if kind == .leads { record["updated"] = .integer(Int64(result.updated)) }
        record["skipped"] = .integer(Int64(result.skipped))
        return record
    }

    private func summary(_ result: FileImport.Result) -> String {
        var parts = ["\(result.created) \(kind.rawValue) created"]
        if kind == .leads { parts.append("\(result.updated) updated") }
        if result.skipped > 0 { parts.append("\(result.skipped) rows skipped") }
        return parts.joined(separator: ", ")
    }
}

/// A line on standard error that shows how far something is, where there is a terminal to see it.
final class ProgressBar: Sendable {
    private let isShown: Bool
    private let lastPercent = Mutex(-1)
    private static let width = 30

    init() { isShown = isatty(STDERR_FILENO) == 1 }

    /// - Parameter share: from 0 to 1.
    func show(_ label: String, _ share: Double) {
        guard isShown else { return }
        let percent = Int(min(max(share, 0), 1) * 100)
        let isNew = lastPercent.withLock { last in
            defer { last = percent }
            return last != percent
        }
        guard isNew else { return }
        let filled = percent * Self.width / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
        Terminal.draw("\r\(label) [\(bar)] \(percent) %")
    }

    func clear() {
        guard isShown, lastPercent.withLock({ $0 }) >= 0 else { return }
        Terminal.draw("\r\u{1B}[K")
    }
}
