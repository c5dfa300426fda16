import MusterModel

/// What the schema calls check in the records of their bodies.
enum SchemaFieldInput {
    private static let dataTypes: Set<DataType> = [
        .boolean, .currency, .date, .datetime, .email, .float, .integer, .percent, .phone, .score, .string, .url,
    ]
    private static let descriptionLimit = 2_000

    /// A new field; other members are ignored.
    static func definition(_ object: JSONObject) throws(APIError) -> FieldDefinition {
        let displayName = try displayName(object)
        let name = try object.requiredName("name")
        guard name.isFieldName else { throw .invalidChoice("name", name) }
        let typeName = try object.requiredName("dataType")
        guard let dataType = DataType(rawValue: typeName.lowercased()), dataTypes.contains(dataType) else {
            throw .invalidChoice("dataType", typeName)
        }
        var traits = FieldTraits(isMadeByAPI: true)
        try change(&traits, object)
        if let isHidden = try object.boolean("isHidden") { traits.isHidden = isHidden }
        return FieldDefinition(name: name, displayName: displayName, dataType: dataType, traits: traits)
    }

    /// Letters, digits, blanks and `- _ . ' ( )`, at most 255 characters. Whatever has a meaning in
    /// tokens, rules or markup is out.
    /// - Source: Adobe forbids special characters without a list; which ones is our choice.
    static func displayName(_ object: JSONObject) throws(APIError) -> String {
        let text = try object.requiredName("displayName")
        let isAllowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                || scalar.properties.generalCategory == .nonspacingMark || " -_.'()".unicodeScalars.contains(scalar)
        }
        guard isAllowed else { throw .invalidChoice("displayName", text) }
        return text
    }

    /// The traits that every field may be given. An empty description takes the old one away.
    static func change(_ traits: inout FieldTraits, _ object: JSONObject) throws(APIError) {
        if let given = object.member(named: "description") {
            guard given.isNull || given.scalarText != nil else { throw .invalidType(given.jsonText, "String") }
            let text = given.scalarText ?? ""
            guard text.unicodeScalars.count <= descriptionLimit else {
                throw APIError(
                    .invalidValue, "Value for 'description' is longer than \(descriptionLimit) characters")
            }
            traits.description = text.isEmpty ? nil : text
        }
        if let flag = try object.boolean("isHtmlEncodingInEmail") { traits.isHTMLEncodedInEmail = flag }
        if let flag = try object.boolean("isSensitive") { traits.isSensitive = flag }
    }
}

extension String {
    /// `^[A-Za-z][A-Za-z0-9_]*$`.
    fileprivate var isFieldName: Bool {
        func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
        guard let first = utf8.first, isLetter(first) else { return false }
        return utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
