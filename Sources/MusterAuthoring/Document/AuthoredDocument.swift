import Foundation
import MusterModel

/// A whole document, read without looking at the instance. `docs/files.md` describes it.
struct AuthoredDocument {
    var timeZone: AuthoredTimeZone?
    var activityTypes: [AuthoredActivityType] = []
    var leadFields: [AuthoredLeadField] = []
    var tagTypes: [AuthoredTagType] = []
    var folders: [AuthoredFolder] = []
    var programs: [AuthoredProgram] = []
    var tokens: [AuthoredToken] = []
    var staticLists: [AuthoredStaticList] = []
    var smartLists: [AuthoredSmartList] = []
    var emails: [AuthoredEmail] = []
    var campaigns: [AuthoredCampaign] = []

    static let members =
        ["timeZone", "leadFields", "customActivityTypes", "tagTypes", "folders", "programs"] + Self.contents
    /// More takes several documents, so that one transaction keeps nobody waiting for long.
    /// - Source: our choice.
    static let mostAssets = 10_000

    /// What a program may hold, and what may stand outside of programs.
    static let contents = ["tokens", "staticLists", "smartLists", "emails", "campaigns"]

    /// - Parameter zone: in which date-times without an offset are read, unless the document says.
    init(_ json: JSONValue, zone: TimeZone, _ problems: Problems) {
        guard let mapping = AuthoredMapping(json, at: "", known: Self.members, problems) else { return }
        timeZone = AuthoredTimeZone(mapping)
        let zone = timeZone?.zone ?? zone
        activityTypes = mapping.items("customActivityTypes").compactMap { AuthoredActivityType($0, problems) }
        leadFields = mapping.entries("leadFields").compactMap { AuthoredLeadField($0, $1, at: $2, problems) }
        tagTypes = mapping.items("tagTypes").compactMap { AuthoredTagType($0, problems) }
        addFolders(mapping, home: .instance)
        addContents(mapping, home: .instance, zone: zone)
        for (json, path) in mapping.items("programs") {
            guard let inside = AuthoredMapping(json, at: path, known: AuthoredProgram.members, problems),
                let program = AuthoredProgram(inside, zone: zone)
            else { continue }
            programs.append(program)
            addFolders(inside, home: .program(program.name))
            addContents(inside, home: .program(program.name), zone: zone)
        }
        refuseRepetitions(problems)
        if size > Self.mostAssets {
            problems.add("", "describes \(size) assets; \(Self.mostAssets) are allowed in one document")
        }
    }

    /// Folders count with those on the way to them.
    var size: Int {
        folders.reduce(0) { $0 + $1.names.count } + programs.count + tokens.count + staticLists.count
            + smartLists.count + emails.count + campaigns.count + leadFields.count + activityTypes.count
            + tagTypes.count
    }

    /// Of two things with one name in one place the second would silently win.
    private func refuseRepetitions(_ problems: Problems) {
        let named: [(kind: String, assets: [(name: String, place: AuthoredPlace)])] = [
            ("program", programs.map { ($0.name, $0.place) }),
            ("static list", staticLists.map { ($0.name, $0.place) }),
            ("smart list", smartLists.map { ($0.name, $0.place) }),
            ("e-mail", emails.map { ($0.name, $0.place) }),
            ("campaign", campaigns.map { ($0.name, $0.place) }),
        ]
        for (kind, assets) in named {
            var seen: Set<[String]> = []
            for (name, place) in assets where !seen.insert([place.homeName, place.folder ?? "", name]).inserted {
                problems.add(place.path, "\(kind) '\(name)' is given twice")
            }
        }
        var tagNames: Set<String> = []
        for type in tagTypes where !tagNames.insert(type.name).inserted {
            problems.add(type.path, "tag type '\(type.name)' is given twice")
        }
    }

    private mutating func addFolders(_ mapping: AuthoredMapping, home: AuthoredPlace.Home) {
        for (json, path) in mapping.items("folders") {
            guard let folder = AuthoredFolder(json, at: path, home: home, mapping.problems) else { continue }
            folders.append(folder)
            tokens += folder.tokens
        }
    }

    private mutating func addContents(_ mapping: AuthoredMapping, home: AuthoredPlace.Home, zone: TimeZone) {
        let problems = mapping.problems
        tokens += AuthoredToken.all(
            mapping, place: AuthoredPlace(home: home, folder: nil, path: mapping.path("tokens")))
        staticLists += mapping.items("staticLists").compactMap { AuthoredStaticList($0, home, problems) }
        smartLists += mapping.items("smartLists").compactMap { AuthoredSmartList($0, home, problems) }
        emails += mapping.items("emails").compactMap { AuthoredEmail($0, home, problems) }
        campaigns += mapping.items("campaigns").compactMap { AuthoredCampaign($0, home, zone: zone, problems) }
    }
}

/// Where a document puts something.
struct AuthoredPlace {
    enum Home: Hashable {
        case instance
        case program(String)
    }
    var home: Home
    /// `Webinars/2026`, from the home's own top; `nil` for the top.
    var folder: String?
    /// The place in the document.
    var path: String

    /// Empty outside of programs.
    var homeName: String {
        if case .program(let name) = home { name } else { "" }
    }
}

/// `timeZone: Europe/Berlin`
struct AuthoredTimeZone {
    let zone: TimeZone
    let path: String

    init?(_ mapping: AuthoredMapping) {
        guard let name = mapping.text("timeZone") else { return nil }
        guard let zone = TimeZone(identifier: name) else {
            mapping.add("timeZone", "'\(name)' is no time zone such as Europe/Berlin")
            return nil
        }
        self.zone = zone
        path = mapping.path("timeZone")
    }
}

/// Everything wrong with a document, collected over all phases of applying it. What a document has beyond the
/// most that anybody reads is not even looked for: each problem may take a search for what was meant.
final class Problems {
    static let most = 500

    private(set) var diagnostics: [Diagnostic] = []

    var isEmpty: Bool { diagnostics.isEmpty }
    var isFull: Bool { diagnostics.count >= Self.most }

    func add(_ path: @autoclosure () -> String, _ message: @autoclosure () -> String) {
        if !isFull { diagnostics.append(Diagnostic(path(), message())) }
    }

    /// What an author is told.
    var told: [Diagnostic] {
        guard isFull else { return diagnostics }
        return diagnostics.prefix(Self.most) + [Diagnostic("", "there may be more; these are the first \(Self.most)")]
    }

    /// False, with a problem, for what nothing may be called.
    func takes(_ text: String, asNameAt path: String) -> Bool {
        guard let problem = Name.problem(of: text) else { return true }
        add(path, problem)
        return false
    }

    /// The result of `body`; `nil` with its problems added, placed inside `path`.
    func collect<Value>(at path: String, _ body: () throws -> Value) throws -> Value? {
        guard !isFull else { return nil }
        do {
            return try body()
        } catch let error as RuleError {
            diagnostics += error.diagnostics.prefix(Self.most).map { path.isEmpty ? $0 : $0.inside(path) }
            return nil
        }
    }
}
