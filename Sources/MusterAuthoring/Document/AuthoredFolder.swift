import MusterModel

/// `- Webinars/2026`, or with a description and tokens.
struct AuthoredFolder {
    let place: AuthoredPlace
    /// Its own name last; folders above are made where they are missing.
    let names: [String]
    let description: String?
    let tokens: [AuthoredToken]

    init?(_ json: JSONValue, at path: String, home: AuthoredPlace.Home, _ problems: Problems) {
        if let text = json.text {
            guard let names = Self.names(text, path, problems) else { return nil }
            self.names = names
            description = nil
            tokens = []
            place = AuthoredPlace(home: home, folder: nil, path: path)
            return
        }
        let known = ["name", "description", "tokens"]
        guard let mapping = AuthoredMapping(json, at: path, known: known, problems),
            let name = mapping.requiredText("name", longest: 2_000),
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
        guard names.allSatisfy({ $0.unicodeScalars.count <= 255 }) else {
            problems.add(path, "the name of a folder is longer than 255 characters")
            return nil
        }
        return names
    }
}

/// How documents write the way to a folder.
enum FolderPath {
    static func names(_ text: String) -> [String] {
        text.split(separator: "/").map(\.trimmingBlanks).filter { !$0.isEmpty }
    }
}
