import MusterModel

/// The members of one JSON object of a document, read by name in any case; a member nobody knows
/// is a problem, because leaving it out silently would change who is selected.
struct DocumentMembers {
    let path: String
    private let object: JSONObject

    init(_ object: JSONObject, at path: String, known: [String], _ problems: inout [Diagnostic]) {
        self.object = object
        self.path = path
        let folded = known.map(\.caseFolded)
        for key in object.keys where !folded.contains(key.trimmingBlanks.caseFolded) {
            let hint = Suggestion.phrase(for: key, among: known)
            problems.append(
                Diagnostic(
                    path,
                    "'\(key)' means nothing here"
                        + (hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint)))
        }
    }

    /// The member, unless it is missing or null.
    func value(_ name: String) -> JSONValue? {
        guard let value = object.member(named: name), !value.isNull else { return nil }
        return value
    }

    func path(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

    /// A text; a number is taken for one too.
    func text(_ name: String, _ problems: inout [Diagnostic]) -> String? {
        guard let value = value(name) else { return nil }
        if let text = value.scalarText { return text.trimmingBlanks }
        problems.append(Diagnostic(path(name), "must be text"))
        return nil
    }

    func integer(_ name: String, _ problems: inout [Diagnostic]) -> Int? {
        guard let value = value(name) else { return nil }
        if let number = value.integer ?? value.text.flatMap({ Int64($0.trimmingBlanks) }) { return Int(number) }
        problems.append(Diagnostic(path(name), "must be a whole number"))
        return nil
    }

    func array(_ name: String, _ problems: inout [Diagnostic]) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        if let array = value.array { return array }
        problems.append(Diagnostic(path(name), "must be a list"))
        return nil
    }
}

extension JSONValue {
    /// One value or a list of values as texts with their places. Null is no value.
    func ruleValues(at path: String, _ problems: inout [Diagnostic]) -> [Located<String>] {
        switch self {
        case .null: return []
        case .string, .number, .boolean: return [Located(path: path, value: scalarText ?? "")]
        case .array(let elements):
            var values: [Located<String>] = []
            for (index, element) in elements.enumerated() {
                if let text = element.scalarText {
                    values.append(Located(path: "\(path)[\(index)]", value: text))
                } else {
                    problems.append(Diagnostic("\(path)[\(index)]", "must be a text, a number, true or false"))
                }
            }
            return values
        case .object:
            problems.append(Diagnostic(path, "must be a value or a list of values"))
            return []
        }
    }
}
