import MusterModel
import MusterStore

/// `Get Lead Activities`: the log after a token's position.
struct GetLeadActivitiesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let log = try ActivityLogRequest(request, context)
        let types = try request.integers("activityTypeIds").map { ActivityTypeID($0) }
        guard !types.isEmpty else { throw APIError.missing("activityTypeIds", in: request.family) }
        guard types.count <= 10 else { throw APIError.tooMany("activityTypeIds", limit: 10) }
        let assets = try request.integers("assetIds")
        guard assets.isEmpty || types.count == 1 else {
            throw APIError(.invalidValue, "assetIds needs exactly one activity type")
        }
        let (page, catalog) = try context.store.read { reader in
            (
                try log.page(reader, types: types, primaryIDs: assets.isEmpty ? nil : assets),
                reader.catalogs.activityTypes
            )
        }
        return log.result(page, context) { ActivityRecord($1, type: catalog[$1.content.typeID]).write(&$0) }
    }
}

/// One activity.
struct ActivityRecord: WireRecord {
    private let activity: Activity
    private let type: ActivityType?

    init(_ activity: Activity, type: ActivityType?) {
        self.activity = activity
        self.type = type
    }

    func write(_ writer: inout JSONWriter) {
        let content = activity.content
        writer.object { writer in
            writer.activityHead(activity)
            if let id = content.primaryID { writer.member("primaryAttributeValueId", id) }
            writer.member("primaryAttributeValue", ifPresent: content.primaryValue)
            writer.key("attributes")
            writer.array(content.attributes.members) { writer, attribute in
                writer.object {
                    $0.member("name", attribute.key)
                    if let type, type.isCustom {
                        $0.member("apiName", ifPresent: type.attributes.first { $0.name == attribute.key }?.apiName)
                    }
                    $0.member("value", attribute.value)
                }
            }
        }
    }
}

extension JSONWriter {
    /// What every record of the log begins with.
    mutating func activityHead(_ activity: Activity) {
        member("id", activity.id)
        member("marketoGUID", activity.id.description)
        member("leadId", activity.content.leadID)
        member("activityDate", activity.content.at.iso8601)
        member("activityTypeId", activity.content.typeID)
        if let campaign = activity.content.campaignID { member("campaignId", campaign) }
    }
}

/// `Get Deleted Leads`: the log's *Delete Lead* activities. Merged leads are not among them.
struct GetDeletedLeadsEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/deletedleads.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let log = try ActivityLogRequest(request, context, takesLeads: false)
        let type = ActivityType.deleteLead
        let page = try context.store.read { try log.page($0, types: [type.id]) }
        return log.result(page, context) { ActivityRecord($1, type: type).write(&$0) }
    }
}

/// `Get Paging Token`: the place in the activity log where a moment begins. There is no `result`.
///
/// A moment that has not passed yet is the end of the log as of this call, so that everything committed
/// later is delivered, also while a simulated clock stands still.
/// - Source: our choice; Adobe does not say what belongs to the moment itself.
struct GetPagingTokenEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/pagingtoken.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let since = try request.instant("sinceDatetime") else {
            throw APIError.missing("sinceDatetime", in: request.family)
        }
        let position =
            since < context.store.clock.now
            ? PagePosition(kind: .activities, after: 0, since: since)
            : PagePosition(kind: .activities, after: try context.store.read { try $0.lastActivityID().rawValue })
        var result = APIResult.none
        result.nextPageToken = context.pagingTokens.token(for: position)
        return result
    }
}

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
