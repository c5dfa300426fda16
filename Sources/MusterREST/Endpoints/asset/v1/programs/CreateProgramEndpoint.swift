import MusterModel
import MusterStore

/// *Create Program*: its name is unique over the instance, its channel fits its type.
struct CreateProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/programs.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let kind = try Self.kind(request)
        let channel = try request.requiredText("channel").trimmingBlanks
        let new = try NewAsset(.program(kind), request)
        let costs = try ProgramCosts.read(request)
        let tags = try ProgramTags.read(request)
        let given = try ProgramDates(request)
        return try await context.write(ProgramReading.self, .all) { writer in
            try new.check(writer.reader)
            guard let found = try writer.reader.channel(named: channel), found.kind == kind else {
                throw APIError.channelNotApplicable(channel, to: kind)
            }
            if let problem = try writer.reader.tagTypes().problems(of: tags, for: kind).first {
                throw APIError.businessRule(problem)
            }
            let dates = try given.checked(for: kind)
            let program = try writer.createProgram(
                name: new.name, description: new.description ?? "", kind: kind, channel: found.name,
                folder: new.container, startDate: dates.start, endDate: dates.end, tags: tags, costs: costs)
            return program.id.rawValue
        }
    }

    private static func kind(_ request: APIRequest) throws(APIError) -> Program.Kind {
        let text = try request.requiredText("type")
        guard let kind = Program.Kind(name: text) else { throw .invalidChoice("type", text) }
        return kind
    }
}

extension APIError {
    fileprivate static func channelNotApplicable(_ channel: String, to kind: Program.Kind) -> APIError {
        .businessRule("Channel '\(channel)' is not applicable to program type '\(kind.rawValue)'")
    }
}
