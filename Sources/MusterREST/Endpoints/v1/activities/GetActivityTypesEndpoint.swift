import MusterModel
import MusterStore

/// `Get Activity Types`: the standard types and the approved custom ones.
struct GetActivityTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/types.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .records(context.store.catalogs.activityTypes.types.map(ActivityTypeRecord.init))
    }
}

/// One activity type. `id` then `name` come first, because scripts search the text for them.
struct ActivityTypeRecord: WireRecord {
    let type: ActivityType

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", type.id)
            writer.member("name", type.name)
            writer.member("apiName", ifPresent: type.apiName)
            writer.member("description", type.description)
            if let primary = type.primaryAttribute {
                writer.key("primaryAttribute")
                attribute(primary, &writer)
            }
            writer.key("attributes")
            writer.array(type.attributes) { attribute($1, &$0) }
        }
    }

    private func attribute(_ attribute: ActivityAttribute, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("name", attribute.name)
            $0.member("apiName", ifPresent: attribute.apiName)
            $0.member("dataType", attribute.dataType.rawValue)
        }
    }
}
