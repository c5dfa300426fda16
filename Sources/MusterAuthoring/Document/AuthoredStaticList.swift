import MusterModel

/// `- Invited people`, or with a folder and a description.
struct AuthoredStaticList {
    let name: String
    let description: String?
    let place: AuthoredPlace

    init?(_ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, _ problems: Problems) {
        let json: JSONValue = item.json.text.map { ["name": .string($0)] } ?? item.json
        let known = ["name", "folder", "description"]
        guard let mapping = AuthoredMapping(json, at: item.path, known: known, problems),
            let name = mapping.requiredText("name")
        else { return nil }
        self.name = name
        description = mapping.text("description")
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
    }
}
