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
