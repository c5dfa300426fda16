import MusterModel
import MusterRules
import MusterStore

/// A custom activity type. `filterName` and `triggerName` follow from the name where they are
/// missing: `Purchased` cannot be guessed, so the filter is `Had Purchase`.
struct AuthoredActivityType {
    let apiName: String
    let definition: CustomActivityType.Definition
    let path: String

    static let members = [
        "name", "apiName", "description", "filterName", "triggerName", "primaryAttribute", "attributes",
    ]

    init?(_ item: (json: JSONValue, path: String), _ problems: Problems) {
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: Self.members, problems) else {
            return nil
        }
        let name = mapping.requiredName()
        let apiName = mapping.text("apiName") ?? name?.camelCased
        let primary = mapping["primaryAttribute"].flatMap {
            Self.attribute("", $0, mapping.path("primaryAttribute"), problems)
        }
        if mapping["primaryAttribute"] == nil { problems.add(item.path, "'primaryAttribute' is missing") }
        let attributes = mapping.entries("attributes").compactMap { key, json, path in
            Self.attribute(key, json, path, problems)
        }
        if attributes.count > 20 { mapping.add("attributes", "a type has 20 attributes at most") }
        guard let name, let apiName, let primary else { return nil }
        guard apiName.utf8.allSatisfy({ ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) }),
            apiName.utf8.contains(where: { $0 >= 0x41 }), apiName.utf8.count <= 255
        else {
            mapping.add("apiName", "'\(apiName)' is no API name: letters and digits, with a letter")
            return nil
        }
        self.apiName = apiName
        path = item.path
        definition = CustomActivityType.Definition(
            name: name, description: mapping.text("description"),
            triggerName: mapping.name("triggerName") ?? "Has \(name)",
            filterName: mapping.name("filterName") ?? "Had \(name)", primaryAttribute: primary,
            attributes: attributes)
    }

    /// `CD Count: integer`, `CD Count: {type: integer, apiName: cdCount}`; of the primary attribute
    /// the name alone or `{name: …}`.
    private static func attribute(
        _ key: String, _ json: JSONValue, _ path: String, _ problems: Problems
    ) -> CustomActivityType.Attribute? {
        var object: JSONObject
        if let text = json.text {
            object = key.isEmpty ? ["name": .string(text)] : ["type": .string(text)]
        } else {
            guard let given = json.object else {
                problems.add(path, "an attribute is its data type, or a mapping of type, apiName, description")
                return nil
            }
            object = given
        }
        let mapping = AuthoredMapping(object, at: path, known: ["name", "type", "apiName", "description"], problems)
        guard let name = mapping.text("name") ?? (key.isEmpty ? nil : key) else {
            problems.add(path, "'name' is missing")
            return nil
        }
        guard problems.takes(name, asNameAt: path) else { return nil }
        let typeName = mapping.text("type") ?? DataType.string.rawValue
        guard let type = DataType(rawValue: typeName.caseFolded), allowedTypes.contains(type) else {
            let names = allowedTypes.map(\.rawValue)
            let hint = Suggestion.phrase(for: typeName, among: names)
            problems.add(
                path, "unknown data type '\(typeName)'\(hint) (there are: \(names.joined(separator: ", ")))")
            return nil
        }
        return CustomActivityType.Attribute(
            apiName: mapping.text("apiName") ?? name.camelCased, name: name, description: mapping.text("description"),
            dataType: type)
    }

    /// - Source: Adobe, "Custom Activities".
    private static let allowedTypes: [DataType] = [
        .string, .boolean, .integer, .float, .link, .email, .currency, .date, .datetime, .phone, .text,
    ]
}

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
        guard problems.takes(key, asNameAt: path) else { return nil }
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
