import Foundation
import MusterModel
import MusterRules

/// One mapping of a document with its place. Reading a member of the wrong shape adds a problem
/// and gives `nil`, so that one pass finds them all.
///
/// Members are found in any case and with or without blanks between their words: `staticLists` and
/// `Static Lists` are the same. A member without a value counts as absent.
struct AuthoredMapping {
    let path: String
    let object: JSONObject
    let problems: Problems
    private let members: [String: JSONValue]

    /// - Parameter known: the members there are; any other is a problem.
    init?(_ json: JSONValue, at path: String, known: [String], _ problems: Problems) {
        guard let object = json.object else {
            problems.add(path, "a mapping is expected here, with any of: " + known.joined(separator: ", "))
            return nil
        }
        self.init(object, at: path, known: known, problems)
    }

    init(_ object: JSONObject, at path: String, known: [String], _ problems: Problems) {
        self.path = path
        self.object = object
        self.problems = problems
        var members: [String: JSONValue] = [:]
        let expected = Set(known.map(Self.folded))
        for (key, value) in object.members {
            let folded = Self.folded(key)
            if !expected.contains(folded) {
                problems.add(
                    Self.path(path, key), "unknown member '\(key)'" + Suggestion.phrase(for: key, among: known))
            } else if members[folded] != nil {
                problems.add(Self.path(path, key), "'\(key)' is given twice")
            } else {
                members[folded] = value
            }
        }
        self.members = members
    }

    /// `nil` when absent or without a value.
    subscript(name: String) -> JSONValue? {
        guard let value = members[Self.folded(name)], !value.isNull else { return nil }
        return value
    }

    /// There, but without a value.
    func isNull(_ name: String) -> Bool { members[Self.folded(name)]?.isNull ?? false }

    func path(_ name: String) -> String { Self.path(path, name) }

    func add(_ name: String, _ message: String) { problems.add(path(name), message) }

    func text(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.scalarText else {
            add(name, "a text is expected here")
            return nil
        }
        return text
    }

    /// A text that must be there.
    func requiredText(_ name: String, longest: Int = 255) -> String? {
        guard self[name] != nil else {
            problems.add(path, "'\(name)' is missing")
            return nil
        }
        guard let trimmed = text(name)?.trimmingBlanks else { return nil }
        if trimmed.isEmpty { add(name, "'\(name)' must not be empty") }
        if trimmed.unicodeScalars.count > longest { add(name, "longer than \(longest) characters") }
        return trimmed.isEmpty ? nil : trimmed
    }

    /// What something is called, which must be there.
    func requiredName(longest: Int = 255) -> String? {
        guard let name = requiredText("name", longest: longest) else { return nil }
        return self.name("name") == nil ? nil : name
    }

    /// What something is called by the member; `nil` when absent, or with a problem.
    func name(_ member: String) -> String? {
        guard let text = text(member), problems.takes(text, asNameAt: path(member)) else { return nil }
        return text
    }

    func flag(_ name: String) -> Bool? {
        guard let value = self[name] else { return nil }
        if let flag = value.boolean { return flag }
        switch value.text?.caseFolded {
        case "yes", "true": return true
        case "no", "false": return false
        default:
            add(name, "'true' or 'false' is expected here")
            return nil
        }
    }

    func instant(_ name: String, zone: TimeZone) -> Instant? {
        guard let text = text(name) else { return nil }
        guard let instant = Instant(text: text, zone: zone) else {
            add(name, "'\(text)' is no date-time such as 2026-05-04 09:00")
            return nil
        }
        return instant
    }

    /// The items of a list with their places; a single value counts as a list of one.
    func items(_ name: String) -> [(json: JSONValue, path: String)] {
        guard let value = self[name] else { return [] }
        guard let array = value.array else { return [(value, path(name))] }
        return array.enumerated().map { ($1, "\(path(name))[\($0)]") }
    }

    /// The texts of a list with their places, blanks at both ends gone; `nil` when absent.
    func texts(_ name: String) -> [(text: String, path: String)]? {
        guard self[name] != nil else { return nil }
        return items(name).compactMap { json, path in
            guard let text = json.scalarText?.trimmingBlanks, !text.isEmpty else {
                problems.add(path, "a text is expected here")
                return nil
            }
            return (text, path)
        }
    }

    /// The members of a nested mapping with their places.
    func entries(_ name: String) -> [(key: String, json: JSONValue, path: String)] {
        guard let value = self[name] else { return [] }
        guard let object = value.object else {
            add(name, "a mapping of names to values is expected here")
            return []
        }
        return object.members.map { ($0.key, $0.value, Self.path(path(name), $0.key)) }
    }

    static func path(_ outer: String, _ name: String) -> String { outer.isEmpty ? name : "\(outer).\(name)" }

    private static func folded(_ name: String) -> String {
        name.caseFolded.filter { $0 != " " && $0 != "_" && $0 != "-" }
    }
}
