import MusterModel

/// `tags` of a program: `[{"tagType":"Region","tagValue":"EMEA"}]`.
enum ProgramTags {
    /// Empty when absent.
    static func read(_ request: APIRequest) throws(APIError) -> [ProgramTag] {
        guard let value = try request.embedded("tags") else { return [] }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        var tags: [ProgramTag] = []
        for element in elements {
            guard let object = element.object else { throw .invalidType(element.jsonText, "JSON") }
            guard let type = object.member(named: "tagType")?.scalarText else { throw .blank("tagType") }
            guard let value = object.member(named: "tagValue")?.scalarText else { throw .blank("tagValue") }
            tags.append(ProgramTag(type: type, value: value))
        }
        return tags
    }
}
