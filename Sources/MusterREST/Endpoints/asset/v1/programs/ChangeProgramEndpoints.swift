import MusterAuthoring
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

/// *Update Program*: name, description, tags, costs and dates; type and channel stay, whatever is given.
struct UpdateProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let change = try ProgramChange(request)
        let id = ProgramID(request.id)
        return try await context.write(ProgramReading.self, .all) { writer in
            let program = try writer.reader.required(id)
            if !change.isEmpty { try writer.updateProgram(change.applied(to: program, writer.reader)) }
            return id.rawValue
        }
    }
}

/// *Clone Program*: with everything inside it, into a folder; no costs, no members, nothing active.
struct CloneProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/clone.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        // The type is that of the source, which is read in the transaction.
        let given = try NewAsset(.program(.standard), request)
        let source = ProgramID(request.id)
        return try await context.write(ProgramReading.self, .all) { writer in
            let program = try writer.reader.required(source)
            var new = given
            new.sort = .program(program.kind)
            let container = try AssetContainer(new.container, writer.reader)
            guard container.folder != nil else { throw APIError.invalidFolderType(for: new.sort.title.lowercased()) }
            try new.check(writer.reader)
            return try ProgramCloning(writer).clone(
                program, name: new.name, description: new.description ?? "", folder: new.container
            ).id.rawValue
        }
    }
}

/// *Approve Program*: an e-mail program that is complete; it is `locked` then.
struct ApproveProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/approve.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        try await context.write { writer in
            guard let reason = try ProgramApproval(writer).approve(writer.reader.required(id)) else { return }
            throw APIError.businessRule("Cannot approve program. \(reason)")
        }
        return .id(id.rawValue)
    }
}

/// *Unapprove Program*: an approved e-mail program, which is `unlocked` then.
struct UnapproveProgramEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/unapprove.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let id = ProgramID(request.id)
        try await context.write { writer in
            guard let reason = try ProgramApproval(writer).unapprove(writer.reader.required(id)) else { return }
            throw APIError.businessRule("Cannot unapprove program. \(reason)")
        }
        return .id(id.rawValue)
    }
}

/// *Delete Program*: with everything inside it, unless some of that is needed elsewhere or at work.
struct DeleteProgramEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/program/{id}/delete.json")
    static let permission = PermissionRequirement.readWriteAssets.orMore(.removal)

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let program = try writer.reader.required(ProgramID(id))
        let contents = try writer.reader.contents(of: program.id)
        guard try AssetUses(writer.reader).canDelete(program, contents: contents) else { throw APIError.programInUse }
        try writer.deleteProgram(program, contents: contents)
    }
}
