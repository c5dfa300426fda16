import MusterModel
import MusterStore

/// *Get Program by Id*, with tags and costs.
struct GetProgramByIdEndpoint: AssetByIDEndpoint {
    typealias Reading = ProgramReading
    static let route = Route(.get, "/rest/asset/v1/program/{id}.json")
}

/// *Get Program by Name*: tags and costs only when they are asked for.
struct GetProgramByNameEndpoint: AssetByNameEndpoint {
    typealias Reading = ProgramReading
    static let route = Route(.get, "/rest/asset/v1/program/byName.json")
}

/// *Get Programs*, without tags and costs. Past the end the warning, never an empty
/// list: it is what ends the loop of clients that page.
struct GetProgramsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/programs.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let page = try request.offsetPage()
        let window = try request.updatedWindow()
        let filter = try ProgramFilter(request)
        return try context.read(ProgramReading.self) { reading in
            let programs = try filter.programs(reading, updatedFrom: window.from, updatedTo: window.to)
            return .assets(
                try programs.dropFirst(page.offset).prefix(page.limit).compactMap { try reading.record($0, []) })
        }
    }
}

/// `status`, and `filterType` with `filterValues`.
private struct ProgramFilter {
    let status: String?
    var ids: [Int64]?
    var folders: [FolderReference]?
    /// False when the filter names only workspaces that do not exist.
    var namesThisWorkspace = true

    init(_ request: APIRequest) throws(APIError) {
        status = try request.text("status")
        guard let type = try request.text("filterType") else { return }
        let values = try request.list("filterValues")
        guard !values.isEmpty else { throw .blank("filterValues") }
        switch type.trimmingBlanks.lowercased() {
        case "id", "programid": ids = try request.integers("filterValues")
        case "folderid": folders = try request.integers("filterValues").map { FolderReference(.folder, $0) }
        case "workspace": namesThisWorkspace = values.contains { $0.isIdentical(to: Workspace.name) }
        default: throw .invalidChoice("filterType", type)
        }
    }

    /// Everything that matches, by ascending id. Instances have hundreds of programs, so the page
    /// is cut out of all of them.
    func programs(_ reading: ProgramReading, updatedFrom: Instant?, updatedTo: Instant?) throws -> [Program] {
        guard namesThisWorkspace else { return [] }
        var query = AssetQuery.everything
        query.updatedFrom = updatedFrom
        query.updatedTo = updatedTo
        query.ids = ids
        var programs: [Program] = []
        if let folders {
            for folder in Set(folders) {
                query.folder = folder
                programs += try reading.assets(query)
            }
            programs.sort { $0.id < $1.id }
        } else {
            programs = try reading.assets(query)
        }
        guard let status else { return programs }
        return programs.filter { $0.status.caseFolded == status.trimmingBlanks.caseFolded }
    }
}

/// *Get Programs by Tag*, with all tags of the programs and without costs.
struct GetProgramsByTagEndpoint: Endpoint {
    static let route = Route(.get, "/rest/asset/v1/program/byTag.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let tag = ProgramTag(type: try request.requiredText("tagType"), value: try request.requiredText("tagValue"))
        let page = try request.offsetPage()
        let query = AssetQuery(tag: tag, offset: page.offset, limit: page.limit)
        return try context.read(ProgramReading.self) { reading in
            .assets(try reading.taggedAssets(query).compactMap { try reading.record($0, .tags) })
        }
    }
}
