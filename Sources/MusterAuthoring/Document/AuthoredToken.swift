import MusterFlows
import MusterModel
import MusterRules

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
