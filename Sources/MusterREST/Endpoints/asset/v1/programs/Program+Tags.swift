import MusterModel

extension Program {
    /// Sets each of the tags in place of the one of its type. Throws 709 for a tag that does not fit.
    mutating func set(_ tags: [ProgramTag], of types: [TagType]) throws(APIError) {
        for tag in tags {
            if let problem = types.problem(of: tag, for: kind) { throw .businessRule(problem) }
            self.tags.removeAll { $0.type.isIdentical(to: tag.type) }
            self.tags.append(tag)
        }
    }

    /// Takes the tag of a type away. Throws 702 when the program has none, 709 when it must have one.
    mutating func removeTag(_ type: String, of types: [TagType]) throws(APIError) {
        guard let index = tags.firstIndex(where: { $0.type.isIdentical(to: type) }) else { throw .tagNotFound }
        if let known = types.type(named: type), known.isRequired, known.applies(to: kind) {
            throw .businessRule("Tag type '\(type)' is required")
        }
        tags.remove(at: index)
    }
}
