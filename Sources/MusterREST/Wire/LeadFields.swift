import MusterModel

/// Which fields of leads a call answers, in which order.
struct LeadFields: Sendable {
    /// In this order, as recorded.
    private static let defaultNames = ["id", "firstName", "lastName", "email", "updatedAt", "createdAt"]

    /// Names that calls accept and for which no lead has a value: Experience Cloud ids.
    /// - Source: Adobe, "Leads" (the parameter exists without a connection to Experience Cloud).
    static let alwaysNull = "ecids"

    /// What is read of each lead.
    let fields: [LeadField]
    /// What is answered, in this order; `nil` is a member that is always null.
    private let members: [(name: String, field: LeadField?)]

    /// `id` first unless it is listed, then the listed fields in the order of the request; throws
    /// one 1006 for each unknown name.
    init(_ request: APIRequest, _ catalog: LeadFieldCatalog, parameter: String = "fields") throws {
        try self.init(named: request.list(parameter), catalog)
    }

    init(named names: [String], _ catalog: LeadFieldCatalog) throws {
        let wanted = names.isEmpty ? Self.defaultNames : names.contains("id") ? names : ["id"] + names
        var members: [(name: String, field: LeadField?)] = []
        var unknown: [String] = []
        var seen: Set<String> = []
        for name in wanted where seen.insert(name).inserted {
            let field = catalog[restName: name]
            if field != nil || name == Self.alwaysNull { members.append((name, field)) } else { unknown.append(name) }
        }
        guard unknown.isEmpty else { throw APIFailure(unknown.map(APIError.fieldNotFound)) }
        self.members = members
        fields = members.compactMap(\.field)
    }

    /// Every field is there; one without a value is null.
    /// - Parameter further: writes what follows the fields.
    func write(_ lead: Lead, _ writer: inout JSONWriter, _ further: (inout JSONWriter) -> Void = { _ in }) {
        writer.object { writer in
            for (name, field) in members {
                writer.key(name)
                switch field {
                case nil: writer.null()
                case .some(.leadID): writer.integer(lead.id.rawValue)
                // Everyone is in the one partition, so that no lead stores it.
                case .some(.leadPartitionId): writer.integer(Workspace.partitionID)
                case .some(let field): writer.fieldValue(lead[field], of: field)
                }
            }
            further(&writer)
        }
    }

    func result(_ leads: [Lead]) -> APIResult {
        .records(leads) { write($1, &$0) }
    }
}

extension JSONWriter {
    /// Booleans are never null.
    fileprivate mutating func fieldValue(_ value: FieldValue, of field: LeadField) {
        switch value {
        case .null: if field.dataType == .boolean { boolean(false) } else { null() }
        case .integer(let number): integer(number)
        case .boolean(let flag): boolean(flag)
        case .number: self.value(value.json)
        case .text, .date, .instant: string(value.recordedText)
        }
    }
}
