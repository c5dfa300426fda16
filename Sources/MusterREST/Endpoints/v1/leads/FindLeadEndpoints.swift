import MusterModel
import MusterRules
import MusterStore

/// `Get Lead by Id`.
struct GetLeadByIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/lead/{id}.json")
    static let permission = PermissionRequirement.readOnlyLead

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try context.store.read { reader in
            let fields = try LeadFields(request, reader.catalogs.leadFields)
            guard let lead = try reader.lead(LeadID(request.id), fields: fields.fields) else {
                throw APIError.leadNotFound(request.id)
            }
            return fields.result([lead])
        }
    }
}

/// `Get Leads by Filter Type`: leads whose field has one of up to 300 values.
struct GetLeadsByFilterTypeEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads.json")
    static let permission = PermissionRequirement.readOnlyLead

    /// More matches than this are refused.
    private static let maximumMatches = 1000

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let filterType = try request.requiredText("filterType").trimmingBlanks
        let values = try request.list("filterValues")
        guard !values.isEmpty else { throw APIError.missing("filterValues", in: request.family) }
        guard values.count <= 300 else { throw APIError.tooMany("filterValues", limit: 300) }
        let size = try request.batchSize()
        let filter = [filterType] + values
        let position = try request.position(.leads, filter: filter, context)

        return try context.store.read { reader in
            guard let field = reader.catalogs.leadFields[restName: filterType] else {
                throw APIError.fieldNotFound(filterType)
            }
            guard field.isLookupField else { throw APIError.fieldNotSupported(filterType) }
            let fields = try LeadFields(request, reader.catalogs.leadFields)
            if field.dataType.storage == .integer, let wrong = values.first(where: { Int64($0) == nil }) {
                throw APIError.invalidType(wrong, "Integer")
            }
            let matches = try Self.matches(field, values, reader)
            guard matches.count <= Self.maximumMatches else { throw APIError.tooManyResults }
            let rest = matches.filter { $0.rawValue > position?.after ?? 0 }
            var result = fields.result(try reader.leads(Array(rest.prefix(size)), fields: fields.fields))
            if rest.count > size {
                result.nextPageToken = context.pagingTokens.token(
                    for: PagePosition(kind: .leads, after: rest[size - 1].rawValue), filter: filter)
            }
            return result
        }
    }

    /// One more than may match is enough to know that too many do.
    private static func matches(_ field: LeadField, _ values: [String], _ reader: StoreReader) throws -> [LeadID] {
        let limit = maximumMatches + 1
        switch field {
        case .cookies:
            let cookies = try values.flatMap { try MunchkinCookie.list(.string($0)) }.map(\.text)
            return try reader.leadIDs(where: field, isOneOf: cookies, limit: limit)
        case .leadPartitionId:
            let isOurs = values.contains { Int64($0) == Int64(Workspace.partitionID) }
            return isOurs ? try reader.leadIDs(limit: limit) : []
        default: return try reader.leadIDs(where: field, isOneOf: values, limit: limit)
        }
    }
}

extension LeadField {
    /// True when leads may be looked up by the field: the standard ones that say so, and custom
    /// fields of these types.
    var isLookupField: Bool {
        isSearchable || (isCustom && [.string, .email, .integer].contains(dataType))
    }
}
