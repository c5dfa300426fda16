import Foundation
import MusterModel

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
        guard let name = mapping.requiredText("name"), let kind else { return nil }
        self.name = name
        self.kind = kind
        channel = mapping.text("channel")
        description = mapping.text("description")
        place = AuthoredPlace(home: .instance, folder: mapping.text("folder"), path: mapping.path)
    }
}
