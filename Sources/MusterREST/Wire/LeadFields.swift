import MusterModel

/// Which fields of leads a call answers, in which order.
struct LeadFields: Sendable {
    /// In this order, as recorded.
    private static let defaultNames = ["id", "firstName", "lastName", "email", "updatedAt", "createdAt"]

    let fields: [LeadField]

    /// `id` first unless it is listed, then the listed fields in the order of the request; throws
    /// one 1006 for each unknown name.
    init(_ request: APIRequest, _ catalog: LeadFieldCatalog, parameter: String = "fields") throws {
        try self.init(named: request.list(parameter), catalog)
    }

    init(named names: [String], _ catalog: LeadFieldCatalog) throws {
        let wanted = names.isEmpty ? Self.defaultNames : names.contains("id") ? names : ["id"] + names
        var fields: [LeadField] = []
        var unknown: [String] = []
        var seen: Set<String> = []
        for name in wanted where seen.insert(name).inserted {
            if let field = catalog[restName: name] { fields.append(field) } else { unknown.append(name) }
        }
        guard unknown.isEmpty else { throw APIFailure(unknown.map(APIError.fieldNotFound)) }
        self.fields = fields
    }

    /// Every field is there; one without a value is null.
    func write(_ lead: Lead, _ writer: inout JSONWriter) {
        writer.object { writer in
            for field in fields {
                writer.key(field.name)
                if field == .leadID {
                    writer.integer(lead.id.rawValue)
                } else {
                    writer.fieldValue(lead[field], of: field)
                }
            }
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
