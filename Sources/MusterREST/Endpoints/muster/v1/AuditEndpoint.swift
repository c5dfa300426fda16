import MusterModel
import MusterStore

/// Who changed what when, and what it was before; the newest first.
///
/// `author` (an API user, the id of a client, `command line`), `sort`, `id` (of the thing, with its `sort`), `since`
/// and `until` choose lines; `until` itself does not count. `nextPageToken` is there when there are older ones.
struct GetAuditEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/audit.json")
    static let permission = PermissionRequirement.manageInstance

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        var query = AuditQuery(limit: try request.batchSize())
        query.author = try request.text("author")
        query.sort = try Self.sort(request)
        query.subject = try request.text("id")
        if query.subject != nil, query.sort == nil { throw APIError.missing("sort", in: .muster) }
        query.since = try request.instant("since")
        query.until = try request.instant("until")
        let filter = [query.author, query.sort?.rawValue, query.subject, query.since?.iso8601, query.until?.iso8601]
            .map { $0 ?? "" }
        query.before = try request.position(.audit, filter: filter, context)?.after
        let lines = try context.store.read { [query] reader in try reader.auditLines(query) }
        var result = APIResult.records(lines.map(AuditRecord.init))
        if lines.count == query.limit, let last = lines.last {
            result.nextPageToken = context.pagingTokens.token(
                for: PagePosition(kind: .audit, after: last.id), filter: filter)
        }
        return result
    }

    private static func sort(_ request: APIRequest) throws(APIError) -> AuditSort? {
        guard let text = try request.text("sort") else { return nil }
        guard let sort = AuditSort(rawValue: text) else {
            throw .invalidChoice("sort", text, of: AuditSort.allCases.map(\.rawValue))
        }
        return sort
    }
}

private struct AuditRecord: WireRecord {
    let line: AuditLine

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", line.id)
            $0.member("at", line.at.iso8601)
            $0.member("author", line.author.name)
            if let client = line.author.client { $0.member("client", client) }
            $0.member("sort", line.sort.rawValue)
            $0.member("subject", line.subject)
            if let name = line.name { $0.member("name", name) }
            $0.member("action", line.action.rawValue)
            $0.member("changes", .object(line.changes))
        }
    }
}
