public import MusterModel

extension StoreReader {
    private static let columns = "name, is_required, program_kinds, allowed_values"

    /// Every tag type by name: they have no ids.
    public func tagTypes() throws -> [TagType] {
        try connection.all("SELECT \(Self.columns) FROM tag_type ORDER BY name", [], TagType.init(row:))
    }

    /// The tag type of the exact name.
    public func tagType(named name: String) throws -> TagType? {
        try connection.first(
            "SELECT \(Self.columns) FROM tag_type WHERE name = ?", [.text(name)], TagType.init(row:))
    }
}

extension StoreWriter {
    /// Makes the tag type, or replaces the one of that name. Tags that programs have stay as they
    /// are.
    public func saveTagType(_ type: TagType) throws {
        let known = try reader.tagType(named: type.name)
        try requireNames(
            [("name", type.name)] + type.allowedValues.enumerated().map { ("values[\($0)]", $1) },
            known: Set((known?.allowedValues ?? []) + (known.map { [$0.name] } ?? [])))
        try write(
            .asset(.tagType, 0),
            """
            INSERT INTO tag_type (name, is_required, program_kinds, allowed_values) VALUES (?, ?, ?, ?)
              ON CONFLICT (name) DO UPDATE SET is_required = excluded.is_required,
              program_kinds = excluded.program_kinds, allowed_values = excluded.allowed_values
            """,
            [
                .text(type.name), .flag(type.isRequired), .text(Self.stored(type.kinds.map(\.rawValue))),
                .text(Self.stored(type.allowedValues)),
            ])
    }

    private static func stored(_ texts: [String]) -> String {
        JSONValue.array(texts.map(JSONValue.string)).jsonText
    }
}

extension TagType {
    fileprivate init(row: any SQLRow) throws {
        let name = row.text(0)
        self.init(
            name: name, isRequired: row.flag(1),
            kinds: try Self.texts(row.text(2), "kinds of tag type '\(name)'").map { word in
                guard let kind = Program.Kind(rawValue: word) else {
                    throw StoredContentError("kinds of tag type '\(name)'", "'\(word)' is unknown")
                }
                return kind
            },
            allowedValues: try Self.texts(row.text(3), "values of tag type '\(name)'"))
    }

    private static func texts(_ json: String, _ subject: String) throws -> [String] {
        guard let array = try JSONParser.parse(json).array else {
            throw StoredContentError(subject, "they are no JSON array")
        }
        return try array.map { element in
            guard let text = element.text else { throw StoredContentError(subject, "one is no text") }
            return text
        }
    }
}
