import MusterModel
import MusterStore

/// `Get List by Id` of the lead API.
struct GetListByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lists/{listId}.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let record = try context.store.read { reader in
            guard let list = try reader.staticList(StaticListID(request.id)) else { throw APIError.listNotFound }
            var programs: [FolderReference: String?] = [:]
            return try ListRecord(list, reader, programs: &programs)
        }
        return .record(record)
    }
}

/// `Get Lists`: static lists by id, name, program or workspace, in pages.
struct GetListsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lists.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let ids = try request.integers("id")
        let names = try request.list("name")
        let programs = try request.list("programName")
        let workspaces = try request.list("workspaceName")
        let size = try request.batchSize()
        let filter = [ids.map(String.init), names, programs, workspaces].map { $0.joined(separator: ",") }
        let position = try request.position(.lists, filter: filter, context)
        guard workspaces.isEmpty || workspaces.contains(Workspace.name) else { return .empty }

        let query = AssetQuery(
            ids: ids.isEmpty ? nil : ids, names: names.isEmpty ? nil : names, acceptsQualifiedNames: true,
            programNames: programs.isEmpty ? nil : programs, after: position?.after, limit: size + 1)
        let records = try context.store.read { reader in
            var programNames: [FolderReference: String?] = [:]
            return try reader.staticLists(query).map { try ListRecord($0, reader, programs: &programNames) }
        }
        var result = APIResult.records(records.prefix(size))
        if records.count > size {
            let last = records[size - 1].list.id.rawValue
            result.nextPageToken = context.pagingTokens.token(
                for: PagePosition(kind: .lists, after: last), filter: filter)
        }
        return result
    }
}

/// A static list as the lead API answers it.
struct ListRecord: WireRecord {
    let list: StaticList
    /// The program that holds the list.
    let programName: String?

    /// `programs` remembers names over the lists of one page.
    init(_ list: StaticList, _ reader: StoreReader, programs: inout [FolderReference: String?]) throws {
        self.list = list
        if let known = programs[list.folder] {
            programName = known
        } else {
            programName = try reader.programID(containing: list.folder).flatMap { try reader.program($0)?.name }
            programs[list.folder] = .some(programName)
        }
    }

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", list.id)
            $0.member("name", list.name)
            if let description = list.description, !description.isEmpty { $0.member("description", description) }
            $0.member("programName", ifPresent: programName)
            $0.member("workspaceId", Workspace.id)
            $0.member("workspaceName", Workspace.name)
            $0.member("createdAt", list.createdAt.iso8601)
            $0.member("updatedAt", list.updatedAt.iso8601)
        }
    }
}
