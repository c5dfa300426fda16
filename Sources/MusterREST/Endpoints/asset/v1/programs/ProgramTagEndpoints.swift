import MusterModel
import MusterStore

/// *Update Program Tag*: sets the value of one type, whether the program had one or not.
struct UpdateProgramTagEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/tag/{tagType}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        let tag = ProgramTag(type: request.slot("tagType") ?? "", value: try request.requiredText("tagValue"))
        try await context.write { writer in
            var program = try writer.reader.required(id)
            try program.set([tag], of: writer.reader.tagTypes())
            try writer.updateProgram(program)
        }
        return .id(id.rawValue)
    }
}

/// *Delete Program Tag*: not one that every program of the type must have.
struct DeleteProgramTagEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/tag/{tagType}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        let type = request.slot("tagType") ?? ""
        try await context.write { writer in
            var program = try writer.reader.required(id)
            try program.removeTag(type, of: writer.reader.tagTypes())
            try writer.updateProgram(program)
        }
        return .id(id.rawValue)
    }
}

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
