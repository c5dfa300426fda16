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

    static let members =
        ["name", "type", "channel", "folder", "description", "folders"] + AuthoredDocument.contents

    init?(_ mapping: AuthoredMapping, zone: TimeZone) {
        let typeName = mapping.text("type") ?? Program.Kind.standard.rawValue
        let kind = Program.Kind(name: typeName)
        if kind == nil {
            let names = Program.Kind.allCases.map(\.rawValue)
            let hint = Suggestion.phrase(for: typeName, among: names)
            mapping.add(
                "type", "unknown program type '\(typeName)'\(hint) (there are: \(names.joined(separator: ", ")))")
        }
        guard let name = mapping.requiredText("name"), let kind else { return nil }
        self.name = name
        self.kind = kind
        channel = mapping.text("channel")
        description = mapping.text("description")
        place = AuthoredPlace(home: .instance, folder: mapping.text("folder"), path: mapping.path)
    }
}
