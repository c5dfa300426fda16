import MusterModel
import MusterRules

/// A custom lead field: `Loyalty Tier: string`, or `Orders: {type: integer, restName: orderCount}`.
struct AuthoredLeadField {
    let displayName: String
    let name: String
    let dataType: DataType
    let path: String

    /// - Source: Adobe, "Field Types", without those that only Marketo's own fields have.
    static let types: [DataType] = [
        .string, .text, .email, .phone, .url, .integer, .score, .percent, .float, .currency, .boolean, .date, .datetime,
    ]

    init?(_ key: String, _ json: JSONValue, at path: String, _ problems: Problems) {
        let given: JSONValue = json.text.map { ["type": .string($0)] } ?? json
        guard let mapping = AuthoredMapping(given, at: path, known: ["type", "restName"], problems) else { return nil }
        let typeName = mapping.requiredText("type")
        guard let typeName else { return nil }
        guard let type = DataType(rawValue: typeName.caseFolded), Self.types.contains(type) else {
            let names = Self.types.map(\.rawValue)
            let hint = Suggestion.phrase(for: typeName, among: names)
            problems.add(
                path, "unknown data type '\(typeName)'\(hint) (there are: \(names.joined(separator: ", ")))")
            return nil
        }
        let name = mapping.text("restName") ?? key.camelCased
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic, first.isASCII,
            name.utf8.allSatisfy({ $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) })
        else {
            problems.add(path, "'\(name)' is no REST name: letters, digits and _, a letter first; give 'restName'")
            return nil
        }
        displayName = key.trimmingBlanks
        self.name = name
        dataType = type
        self.path = path
    }
}

extension String {
    /// `CD Count` becomes `cdCount`.
    var camelCased: String {
        let words = split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.enumerated().map { index, word in
            index == 0 ? word.lowercased() : word.prefix(1).uppercased() + word.dropFirst().lowercased()
        }.joined()
    }
}
