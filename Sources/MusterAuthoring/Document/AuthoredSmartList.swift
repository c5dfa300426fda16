import MusterModel

/// A smart list; its rules are in the short grammar or in Adobe's.
struct AuthoredSmartList {
    let name: String
    let description: String?
    let rules: AuthoredRules?
    let place: AuthoredPlace

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        let known = ["name", "folder", "description"] + AuthoredRules.members
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: known, problems),
            let name = mapping.requiredText("name")
        else { return nil }
        self.name = name
        description = mapping.text("description")
        rules = AuthoredRules(mapping)
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
    }
}
