import MusterModel
import MusterStore

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
