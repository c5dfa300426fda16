import MusterModel
import MusterStore

/// `Get Lead Activities`: the log after a token's position.
///
/// `nextPageToken` and `moreResult` are on every answer; the last token is a bookmark for later
/// activities. A page may be short, or empty, although there is more.
struct GetLeadActivitiesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard var position = try request.position(.activities, context) else {
            throw APIError.missing("nextPageToken", in: request.family)
        }
        let types = try request.integers("activityTypeIds").map { ActivityTypeID($0) }
        guard !types.isEmpty else { throw APIError.missing("activityTypeIds", in: request.family) }
        guard types.count <= 10 else { throw APIError.tooMany("activityTypeIds", limit: 10) }
        let assets = try request.integers("assetIds")
        guard assets.isEmpty || types.count == 1 else {
            throw APIError(.invalidValue, "assetIds needs exactly one activity type")
        }
        let leads = try request.integers("leadIds").map { LeadID($0) }
        guard leads.count <= 30 else { throw APIError.tooMany("leadIds", limit: 30) }
        let list = try request.integer("listId").map { StaticListID($0) }
        guard list == nil || leads.isEmpty else {
            throw APIError(.invalidValue, "listId and leadIds cannot be used together")
        }
        let size = try request.batchSize()

        let (page, catalog) = try context.store.read { reader in
            if let list, try reader.staticList(list) == nil { throw APIError.listNotFound }
            let page = try reader.activities(
                after: ActivityID(position.after), since: position.since, types: types,
                leads: leads.isEmpty ? nil : leads, list: list, primaryIDs: assets.isEmpty ? nil : assets,
                limit: size)
            return (page, reader.catalogs.activityTypes)
        }
        // Pages follow the order of commits, so that nothing appears behind a token; inside a page
        // the order is that of time.
        let rows = page.rows.sorted { ($0.content.at, $0.id) < ($1.content.at, $1.id) }
        var result = APIResult.records(rows.map { ActivityRecord($0, type: catalog[$0.content.typeID]) })
        position.after = max(position.after, page.lastScanned.rawValue)
        result.nextPageToken = context.pagingTokens.token(for: position)
        result.moreResult = page.hasMore
        return result
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
            writer.member("id", activity.id)
            writer.member("marketoGUID", activity.id.description)
            writer.member("leadId", content.leadID)
            writer.member("activityDate", content.at.iso8601)
            writer.member("activityTypeId", content.typeID)
            if let campaign = content.campaignID { writer.member("campaignId", campaign) }
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
