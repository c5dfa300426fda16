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
            any mistake in any of them, nothing is changed. docs/files.md describes the files.
            """)

    @OptionGroup var access: AccessOptions

    @Flag(help: "Also name what was as described already.")
    var verbose = false

    @Argument(help: "YAML files.")
    var files: [String]

    func run() async throws {
        let bundle = try Failure.telling { try DocumentBundle(files: files) }
        try await access.making { access in
            do {
                print(Self.summary(try await access.apply(bundle.json), verbose: verbose))
            } catch let error as RuleError {
                throw Failure.exit(telling: error.diagnostics.map(bundle.places.sentence))
            }
        }
    }

    static func summary(_ report: ApplyReport, verbose: Bool) -> String {
        let lines = report.assets.filter { verbose || $0.outcome != .unchanged }.map { asset in
            let id = asset.id.map { " (\($0))" } ?? ""
            return "\(asset.outcome.rawValue) \(asset.kind) '\(asset.name)'\(id)"
        }
        let counts = AppliedAsset.Outcome.allCases.map { "\(report.assets($0).count) \($0.rawValue)" }
        return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n")
    }
}
