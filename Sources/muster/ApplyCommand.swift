import ArgumentParser
import MusterAuthoring
import MusterModel
import MusterServer

struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Make an instance as YAML files describe it.",
        discussion: """
            Programs, smart lists, campaigns, tokens, static lists and e-mails are created where they are \
            missing and changed where they differ; nothing is deleted. All files are applied together: with \
            any mistake in any of them, nothing is changed. docs/files.md describes the files. What was \
            updated is listed with the members in which it differed.
            """)

    @OptionGroup var access: AccessOptions

    @OptionGroup var format: JSONFormat

    @Flag(help: "Also name what was as described already.")
    var verbose = false

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Argument(help: "YAML files.")
    var files: [String]

    func run() async throws {
        let bundle = try Failure.telling { try DocumentBundle(files: files) }
        // A dry run makes no database either.
        let open = dryRun ? access.changing : access.making
        try await open { access in
            do {
                let report = try await access.apply(bundle.json, isDryRun: dryRun)
                if format.json { return format.show(report.json) }
                for line in Self.summary(report, verbose: verbose, isDryRun: dryRun) { Terminal.show(line) }
            } catch let error as RuleError {
                throw Failure.exit(telling: error.diagnostics.map(bundle.places.sentence))
            }
        }
    }

    static func summary(_ report: ApplyReport, verbose: Bool, isDryRun: Bool) -> [String] {
        let lines = report.assets.filter { verbose || $0.outcome != .unchanged }.map { asset in
            let id = asset.id.map { " (\($0))" } ?? ""
            let changed = asset.changed.isEmpty ? "" : ": " + asset.changed.joined(separator: ", ")
            return "\(asset.outcome.rawValue) \(asset.kind) '\(asset.name)'\(id)\(changed)"
        }
        let counts = AppliedAsset.Outcome.allCases.map { "\(report.assets($0).count) \($0.rawValue)" }
        let sum = counts.joined(separator: ", ") + (isDryRun ? " (dry run: nothing was changed)" : "")
        return lines + [sum]
    }
}
