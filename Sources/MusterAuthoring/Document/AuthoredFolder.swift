import MusterFlows
import MusterModel
import MusterRules

/// `- Webinars/2026`, or with a description and tokens.
struct AuthoredFolder {
    let place: AuthoredPlace
    /// Its own name last; folders above are made where they are missing.
    let names: [String]
    let description: String?
    let tokens: [AuthoredToken]

    init?(_ json: JSONValue, at path: String, home: AuthoredPlace.Home, _ problems: Problems) {
        if let text = json.text {
            guard problems.takes(text, asNameAt: path), let names = Self.names(text, path, problems) else { return nil }
            self.names = names
            description = nil
            tokens = []
            place = AuthoredPlace(home: home, folder: nil, path: path)
            return
        }
        let known = ["name", "description", "tokens"]
        guard let mapping = AuthoredMapping(json, at: path, known: known, problems),
            let name = mapping.requiredName(longest: 2_000),
            let names = Self.names(name, mapping.path("name"), problems)
        else { return nil }
        self.names = names
        place = AuthoredPlace(home: home, folder: nil, path: path)
        description = mapping.text("description")
        tokens = AuthoredToken.all(
            mapping, place: AuthoredPlace(home: home, folder: name, path: mapping.path("tokens")))
    }

    private static func names(_ text: String, _ path: String, _ problems: Problems) -> [String]? {
        let names = FolderPath.names(text)
        guard !names.isEmpty else {
            problems.add(path, "the name of a folder must not be empty")
            return nil
        }
        guard names.count <= FolderPath.deepest else {
            problems.add(path, "goes \(names.count) folders down; \(FolderPath.deepest) are allowed")
            return nil
        }
        guard names.allSatisfy({ $0.unicodeScalars.count <= 255 }) else {
            problems.add(path, "the name of a folder is longer than 255 characters")
            return nil
        }
        return names
    }
}

/// How documents write the way to a folder.
enum FolderPath {
    /// - Source: our choice.
    static let deepest = 20

    static func names(_ text: String) -> [String] {
        text.split(separator: "/").map(\.trimmingBlanks).filter { !$0.isEmpty }
    }
}

/// A My Token: `Speaker: Anna Berg`, or with its type `Attendance: {score: +10}`.
struct AuthoredToken {
    let token: MyToken
    let place: AuthoredPlace

    /// The tokens of member `tokens`; their container is `place`.
    static func all(_ mapping: AuthoredMapping, place: AuthoredPlace) -> [AuthoredToken] {
        mapping.entries("tokens").compactMap { key, json, path in
            AuthoredToken(
                key, json, AuthoredPlace(home: place.home, folder: place.folder, path: path), mapping.problems)
        }
    }

    private init?(_ key: String, _ json: JSONValue, _ place: AuthoredPlace, _ problems: Problems) {
        guard problems.takes(key, asNameAt: place.path) else { return nil }
        let name = MyToken.bareName(key)
        guard !name.isEmpty, name.unicodeScalars.count <= MyToken.longestName else {
            problems.add(place.path, "the name of a token has 1 to \(MyToken.longestName) characters")
            return nil
        }
        guard let (kind, value) = Self.typed(json, place.path, problems) else { return nil }
        if let problem = kind.problem(of: value) {
            problems.add(place.path, problem)
            return nil
        }
        token = MyToken(name: name, kind: kind, value: value)
        self.place = place
    }

    private static func typed(
        _ json: JSONValue, _ path: String, _ problems: Problems
    ) -> (MyToken.Kind, String)? {
        if json.isNull { return (.text, "") }
        if let text = json.scalarText { return (json.double == nil ? .text : .number, text) }
        guard let object = json.object, let member = object.members.first, object.members.count == 1 else {
            problems.add(path, "a token is a text, or one type and its value such as {score: +10}")
            return nil
        }
        let names = MyToken.Kind.allCases.map(\.rawValue)
        guard let kind = MyToken.Kind(rawValue: member.key.trimmingBlanks.caseFolded) else {
            problems.add(path, "unknown token type '\(member.key)'" + Suggestion.phrase(for: member.key, among: names))
            return nil
        }
        guard let text = member.value.isNull ? "" : member.value.scalarText else {
            problems.add(path, "a text is expected as the value of the token")
            return nil
        }
        return (kind, text)
    }
}
