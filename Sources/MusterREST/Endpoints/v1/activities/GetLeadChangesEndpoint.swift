import MusterModel
import MusterStore

/// `Get Lead Changes`: changes of the given fields, and new leads whatever their fields.
struct GetLeadChangesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/leadchanges.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let log = try ActivityLogRequest(request, context)
        let names = try request.list("fields")
        guard !names.isEmpty else { throw APIError.missing("fields", in: request.family) }
        let (page, catalog) = try context.store.read { reader in
            let catalog = reader.catalogs.leadFields
            let fields = try LeadFields(named: names, catalog).fields
            let page = try log.page(
                reader, types: [ActivityType.newLead.id, ActivityType.changeDataValue.id],
                primaryIDs: fields.map { Int64($0.id) }, anySubject: ActivityType.newLead.id)
            return (page, catalog)
        }
        return log.result(page, context) { LeadChangeRecord($1, catalog).write(&$0) }
    }
}

/// A new lead, or one field's change with the values taken out of the attributes.
private struct LeadChangeRecord: WireRecord {
    private static let valueNames: Set<String> = ["New Value", "Old Value"]

    private let activity: Activity
    private let catalog: LeadFieldCatalog

    init(_ activity: Activity, _ catalog: LeadFieldCatalog) {
        self.activity = activity
        self.catalog = catalog
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.activityHead(activity)
            writer.key("fields")
            writer.array(changes, write)
            writer.key("attributes")
            writer.array(attributes) { writer, attribute in
                writer.object {
                    $0.member("name", attribute.key)
                    $0.member("value", attribute.value)
                }
            }
        }
    }

    private var isChange: Bool { activity.content.typeID == ActivityType.changeDataValue.id }

    private var changes: [LeadField] {
        guard isChange, let id = activity.content.primaryID.flatMap({ Int(exactly: $0) }),
            let field = catalog.field(id: id)
        else { return [] }
        return [field]
    }

    private func write(_ writer: inout JSONWriter, _ field: LeadField) {
        writer.object {
            $0.member("id", field.id)
            $0.member("name", field.name)
            $0.member("newValue", orNull: value("New Value"))
            $0.member("oldValue", orNull: value("Old Value"))
        }
    }

    /// No value is recorded as the empty text.
    private func value(_ name: String) -> String? {
        guard let text = activity.content.attributes[name]?.scalarText, !text.isEmpty else { return nil }
        return text
    }

    private var attributes: [(key: String, value: JSONValue)] {
        let all = activity.content.attributes.members.map { (key: $0.key, value: $0.value) }
        guard isChange else { return all }
        return all.filter { !Self.valueNames.contains($0.key) }
            + [(key: "Lead ID", value: .integer(activity.content.leadID.rawValue))]
    }
}
