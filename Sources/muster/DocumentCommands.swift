import ArgumentParser
import MusterModel
import MusterServer

/// Whose rules are meant.
enum RulesOwner: String, CaseIterable, ExpressibleByArgument {
    case list, campaign

    var kind: AssetPath { self == .list ? .smartList : .smartCampaign }
}

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Show or replace the rules of a smart list or a campaign.",
        discussion: "What 'show' prints is what 'replace' takes; docs/files.md describes it.",
        subcommands: [Show.self, Replace.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the rules, as YAML.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "Whose: list or campaign.")
        var owner: RulesOwner
        @Argument(help: "Its name, Program.Name or id.")
        var name: String

        func run() async throws { try await Documents.show("rules", of: owner.kind, name, format, access) }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace the rules by those of a file, all or nothing.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "Whose: list or campaign.")
        var owner: RulesOwner
        @Argument(help: "Its name, Program.Name or id.")
        var name: String
        @Argument(help: "A YAML or JSON file.")
        var file: String

        func run() async throws {
            try await Documents.replace("rules", of: owner.kind, name, by: file, format, access)
        }
    }
}

struct FlowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flow", abstract: "Show or replace the flow of a campaign.",
        discussion: "What 'show' prints is what 'replace' takes; docs/files.md describes it.",
        subcommands: [Show.self, Replace.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the steps, as YAML.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "The campaign's name, Program.Name or id.")
        var campaign: String

        func run() async throws { try await Documents.show("flow", of: .smartCampaign, campaign, format, access) }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Replace the steps by those of a file, all or nothing. People in the flow go on with the new ones.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Argument(help: "The campaign's name, Program.Name or id.")
        var campaign: String
        @Argument(help: "A YAML or JSON file.")
        var file: String

        func run() async throws {
            try await Documents.replace("flow", of: .smartCampaign, campaign, by: file, format, access)
        }
    }
}

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Show or change the settings of the instance, or of a campaign.",
        subcommands: [Show.self, Set.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the settings.")
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "A campaign's name, Program.Name or id; the instance unless given.")
        var campaign: String?

        func run() async throws {
            try await access.reading { access in
                format.show(try await access.api.record("GET", try await SettingsCommand.path(campaign, access)))
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is named, and leave the rest.",
            discussion: """
                Such as timeZone=Europe/Berlin or communicationLimits.perDay=5; of a campaign, \
                qualificationRuleType=any or maxMembers=1000. A value is JSON or else a text; null takes a limit away.
                """)
        @OptionGroup var access: AccessOptions
        @OptionGroup var format: JSONFormat
        @Option(help: "A campaign's name, Program.Name or id; the instance unless given.")
        var campaign: String?
        @Argument(help: ArgumentHelp("NAME=VALUE, as the settings are named.", valueName: "setting"))
        var settings: [String]

        func validate() throws {
            for setting in settings where !setting.dropFirst().contains("=") {
                throw ValidationError("'\(setting)' is no NAME=VALUE, such as timeZone=Europe/Berlin.")
            }
        }

        func run() async throws {
            try await access.changing { access in
                try await Failure.tellingProblems {
                    let path = try await SettingsCommand.path(campaign, access)
                    format.show(try await access.api.record("PUT", path, body: .object(Self.document(settings))))
                }
            }
        }

        static func document(_ settings: [String]) -> JSONObject {
            var document = JSONObject()
            for setting in settings {
                let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let text = String(parts.last ?? "")
                // Whatever is no JSON is a text.
                let value = (try? JSONParser.parse(text)) ?? .string(text)
                let names = (parts.first ?? "").split(separator: ".", maxSplits: 1).map(String.init)
                if names.count == 2 {
                    var inner = document[names[0]]?.object ?? [:]
                    inner[names[1]] = value
                    document[names[0]] = .object(inner)
                } else {
                    document[names.first ?? ""] = value
                }
            }
            return document
        }
    }

    private static func path(_ campaign: String?, _ access: any InstanceAccess) async throws -> String {
        guard let campaign else { return "/muster/v1/settings.json" }
        return "/muster/v1/smartCampaign/\(try await access.campaign(campaign).id)/settings.json"
    }
}

/// What a command that shows one record prints.
struct JSONFormat: ParsableArguments {
    @Flag(help: "Print what the API answers, docs/muster-api.md.")
    var json = false

    /// As JSON, or a line for each member.
    func show(_ record: JSONObject) {
        if json { return Terminal.show(json: .object(record)) }
        for (name, value) in record.members { Terminal.show("\(name): \(value.scalarText ?? value.jsonText)") }
    }

    /// As JSON, or a line of cells for each.
    func show(_ records: [JSONObject], _ cells: (JSONObject) -> [String]) {
        if json { return Terminal.show(json: .array(records.map { .object($0) })) }
        for record in records { Terminal.show(cells: cells(record)) }
    }
}

/// Documents of the API that a file can replace.
enum Documents {
    private static func place(
        _ document: String, of kind: AssetPath, _ name: String, _ access: any InstanceAccess
    ) async throws -> (String, NamedAsset) {
        let asset = try await access.api.asset(kind, name)
        return ("/muster/v1/\(kind.rawValue)/\(asset.id)/\(document).json", asset)
    }

    static func show(
        _ document: String, of kind: AssetPath, _ name: String, _ format: JSONFormat, _ options: AccessOptions
    ) async throws {
        try await options.reading { access in
            let (path, _) = try await place(document, of: kind, name, access)
            let record = try await access.api.record("GET", path, query: format.json ? [:] : ["format": "short"])
            if format.json { return format.show(record) }
            Terminal.show(yaml: try YAMLText.of(.object(record)))
        }
    }

    static func replace(
        _ document: String, of kind: AssetPath, _ name: String, by file: String, _ format: JSONFormat,
        _ options: AccessOptions
    ) async throws {
        let bundle = try Failure.telling { try DocumentBundle(files: [file]) }
        try await options.changing { access in
            let (path, asset) = try await place(document, of: kind, name, access)
            do {
                let record = try await access.api.record("PUT", path, body: bundle.json)
                if format.json {
                    format.show(record)
                } else {
                    Terminal.show("replaced the \(document) of \(asset.name)")
                }
            } catch let error as RuleError {
                throw Failure.exit(telling: error.diagnostics.map(bundle.places.sentence))
            }
        }
    }
}
