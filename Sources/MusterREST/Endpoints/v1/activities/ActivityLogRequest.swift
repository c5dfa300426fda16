import MusterModel
import MusterStore

/// What the calls that read the activity log share: where to go on, whose activities, how many at a
/// time, and the frame of the answer.
///
/// `nextPageToken` and `moreResult` are on every answer; the last token is a bookmark for later
/// activities, and good for all of these calls. A page may be short, or empty, although there is more.
struct ActivityLogRequest {
    private let position: PagePosition
    private let leads: [LeadID]
    private let list: StaticListID?
    private let size: Int

    /// - Parameter takesLeads: read `leadIds` and `listId`, of which only one may be given.
    init(_ request: APIRequest, _ context: APIContext, takesLeads: Bool = true) throws(APIError) {
        guard let position = try request.position(.activities, context) else {
            throw .missing("nextPageToken", in: request.family)
        }
        self.position = position
        leads = takesLeads ? try request.integers("leadIds").map { LeadID($0) } : []
        guard leads.count <= 30 else { throw .tooMany("leadIds", limit: 30) }
        list = takesLeads ? try request.integer("listId").map { StaticListID($0) } : nil
        guard list == nil || leads.isEmpty else {
            throw APIError(.invalidValue, "listId and leadIds cannot be used together")
        }
        size = try request.batchSize()
    }

    func page(
        _ reader: StoreReader, types: [ActivityTypeID], primaryIDs: [Int64]? = nil, anySubject: ActivityTypeID? = nil
    ) throws -> ActivityPage {
        if let list, try reader.staticList(list) == nil { throw APIError.listNotFound }
        return try reader.activities(
            after: ActivityID(position.after), since: position.since, types: types,
            leads: leads.isEmpty ? nil : leads, list: list, primaryIDs: primaryIDs, anySubject: anySubject, limit: size)
    }

    /// Pages follow the order of commits, so that nothing appears behind a token; inside a page the
    /// order is that of time.
    func result(
        _ page: ActivityPage, _ context: APIContext, _ write: (inout JSONWriter, Activity) -> Void
    ) -> APIResult {
        let rows = page.rows.sorted { ($0.content.at, $0.id) < ($1.content.at, $1.id) }
        var result = APIResult.records(rows, write)
        var next = position
        next.after = max(position.after, page.lastScanned.rawValue)
        result.nextPageToken = context.pagingTokens.token(for: next)
        result.moreResult = page.hasMore
        return result
    }
}
