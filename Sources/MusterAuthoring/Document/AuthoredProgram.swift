import Foundation
import MusterModel
import MusterRules

/// A program; what is inside of it is kept apart, with the program as its home.
struct AuthoredProgram {
    let name: String
    let kind: Program.Kind
    /// `nil` for the first channel of the kind.
    let channel: String?
    let description: String?
    let place: AuthoredPlace
    /// In the order of the document; others that the program has stay.
    let tags: [(tag: ProgramTag, path: String)]

    static let members =
        ["name", "type", "channel", "folder", "description", "tags", "folders"] + AuthoredDocument.contents

    init?(_ mapping: AuthoredMapping, zone: TimeZone) {
        let typeName = mapping.text("type") ?? Program.Kind.standard.rawValue
        let kind = Program.Kind.read(typeName, at: mapping.path("type"), mapping.problems)
        tags = mapping.entries("tags").compactMap { key, json, path in
            guard let value = json.scalarText else {
                mapping.problems.add(path, "a text is expected here")
                return nil
            }
            return (ProgramTag(type: key.trimmingBlanks, value: value.trimmingBlanks), path)
        }
        guard let name = mapping.requiredName(), let kind else { return nil }
        self.name = name
        self.kind = kind
        channel = mapping.text("channel")
        description = mapping.text("description")
        place = AuthoredPlace(home: .instance, folder: mapping.text("folder"), path: mapping.path)
    }
}

extension Program.Kind {
    /// By either of its names; `nil` with a problem for any other text.
    static func read(_ name: String, at path: String, _ problems: Problems) -> Program.Kind? {
        if let kind = Program.Kind(name: name) { return kind }
        let names = allCases.map(\.rawValue)
        let hint = Suggestion.phrase(for: name, among: names)
        problems.add(path, "unknown program type '\(name)'\(hint) (there are: \(names.joined(separator: ", ")))")
        return nil
    }
}

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
        let name = mapping.requiredName()
        isRequired = mapping.flag("required")
        kinds = Self.distinct("programTypes", mapping)?.compactMap { Program.Kind.read($0.text, at: $0.path, problems) }
        values = Self.distinct("values", mapping)?.filter { problems.takes($0.text, asNameAt: $0.path) }.map(\.text)
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
