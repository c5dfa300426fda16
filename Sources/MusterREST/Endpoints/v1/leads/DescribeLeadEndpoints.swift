import MusterModel
import MusterStore

/// `Describe Lead`.
struct DescribeLeadEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/describe.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .records(context.store.catalogs.leadFields.fields.map(LeadFieldRecord.init))
    }
}

/// One field of Describe Lead.
struct LeadFieldRecord: WireRecord {
    let field: LeadField

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", field.id)
            writer.member("displayName", field.displayName)
            writer.member("dataType", field.dataType.rawValue)
            if let length = field.length { writer.member("length", length) }
            name("rest", field.name, &writer)
            name("soap", soapName, &writer)
        }
    }

    private func name(_ interface: StaticString, _ name: String, _ writer: inout JSONWriter) {
        writer.key(interface)
        writer.object {
            $0.member("name", name)
            $0.member("readOnly", field.isReadOnly)
        }
    }

    /// SOAP names are the REST names with a capital: `FirstName`, `LeadScore`.
    private var soapName: String { field.name.prefix(1).uppercased() + field.name.dropFirst() }
}

/// `Describe Lead2`: the fields, and which of them leads can be looked up by.
struct DescribeLead2Endpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/describe2.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .record(Description(fields: context.store.catalogs.leadFields.fields))
    }

    private struct Description: WireRecord {
        let fields: [LeadField]

        func write(_ writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("name", "API Lead")
                writer.key("searchableFields")
                writer.array(fields.filter(\.isLookupField)) { writer, field in
                    writer.array { $0.string(field.name) }
                }
                writer.key("fields")
                writer.array(fields) { writer, field in
                    writer.object {
                        $0.member("name", field.name)
                        $0.member("displayName", field.displayName)
                        $0.member("dataType", field.dataType.rawValue)
                        if let length = field.length { $0.member("length", length) }
                        $0.member("updateable", !field.isReadOnly)
                        $0.member("crmManaged", false)
                    }
                }
            }
        }
    }
}
