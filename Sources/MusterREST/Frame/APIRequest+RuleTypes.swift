import MusterModel

/// How the authoring calls name a type of rule, constraint or flow step: `{"id":11,"type":"activity"}`.
struct TypeReference: Sendable, Hashable {
    let id: Int
    let kind: Rule.Kind
}

extension APIRequest {
    /// In strict or relaxed JSON, members and words in any case; `nil` when absent or empty.
    func typeReference(_ name: String) throws(APIError) -> TypeReference? {
        guard let value = try embedded(name) else { return nil }
        guard let object = value.object, let id = object.member(named: "id").flatMap(Self.integer),
            let word = object.member(named: "type")?.scalarText, let narrow = Int(exactly: id)
        else { throw .invalidType(value.jsonText, "JSON") }
        switch word.trimmingBlanks.lowercased() {
        case "activity": return TypeReference(id: narrow, kind: .activity)
        case "attribute": return TypeReference(id: narrow, kind: .attribute)
        default: throw .invalidChoice("type", word)
        }
    }

    func requiredTypeReference(_ name: String) throws(APIError) -> TypeReference {
        guard let reference = try typeReference(name) else { throw .blank(name) }
        return reference
    }

    /// Values of a condition: separated by commas, one that contains a comma in double quotes, a
    /// double quote inside such a one doubled. A JSON array is taken as it is. `nil` when absent;
    /// empty when given but empty.
    func quotedList(_ name: String) throws(APIError) -> [String]? {
        guard let value = value(name) else { return nil }
        if let elements = value.array {
            var values: [String] = []
            for element in elements {
                guard let text = element.scalarText else { throw .invalidType(element.jsonText, "String") }
                values.append(text)
            }
            return values
        }
        guard let text = value.scalarText else { throw .invalidType(value.jsonText, "String") }
        return Self.quotedList(text)
    }

    /// Blanks around items go, empty items too unless they are quoted. A quote that nothing closes
    /// reaches to the end.
    static func quotedList(_ text: String) -> [String] {
        var values: [String] = []
        var current = ""
        var isQuoted = false
        var wasQuoted = false
        func finish() {
            let value = wasQuoted ? current : current.trimmingBlanks
            if wasQuoted || !value.isEmpty { values.append(value) }
            (current, wasQuoted) = ("", false)
        }
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                current.append("\"")
                rest.removeFirst()
            case "\"" where isQuoted: isQuoted = false
            case "\"" where current.trimmingBlanks.isEmpty && !wasQuoted:
                (current, isQuoted, wasQuoted) = ("", true, true)
            case "," where !isQuoted: finish()
            default:
                if wasQuoted, !isQuoted, character.isWhitespace { continue }
                current.append(character)
            }
        }
        finish()
        return values
    }
}
