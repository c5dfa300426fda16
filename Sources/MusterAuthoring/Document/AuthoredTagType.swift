import MusterModel

/// A tag type: which programs have the tag, and with which values. An absent member leaves what the
/// tag type has.
struct AuthoredTagType {
    let name: String
    let isRequired: Bool?
    /// Never empty.
    let kinds: [Program.Kind]?
    /// Never empty.
    let values: [String]?
    let path: String

    static let members = ["name", "required", "programTypes", "values"]

    init?(_ item: (json: JSONValue, path: String), _ problems: Problems) {
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: Self.members, problems) else {
            return nil
        }
        let name = mapping.requiredText("name")
        isRequired = mapping.flag("required")
        kinds = Self.distinct("programTypes", mapping)?.compactMap { Program.Kind.read($0.text, at: $0.path, problems) }
        values = Self.distinct("values", mapping)?.map(\.text)
        path = item.path
        guard let name else { return nil }
        self.name = name
    }

    private static func distinct(_ name: String, _ mapping: AuthoredMapping) -> [(text: String, path: String)]? {
        guard let texts = mapping.texts(name) else { return nil }
        if texts.isEmpty { mapping.add(name, "'\(name)' must not be empty") }
        for (index, item) in texts.enumerated()
        where texts[..<index].contains(where: { $0.text.isIdentical(to: item.text) }) {
            mapping.problems.add(item.path, "'\(item.text)' is given twice")
        }
        return texts
    }
}
