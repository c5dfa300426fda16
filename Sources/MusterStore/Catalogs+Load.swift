import MusterModel

extension Catalogs {
    /// Everything the instance knows besides its data, as the database has it now.
    static func load(_ connection: any SQLConnection) throws -> Catalogs {
        Catalogs(
            leadFields: LeadFieldCatalog(custom: try customLeadFields(connection)),
            activityTypes: ActivityTypeCatalog(custom: try approvedActivityTypes(connection)),
            settings: try InstanceSettings.load(connection),
            listenedTypes: try listenedTypes(connection))
    }

    private static func customLeadFields(_ connection: any SQLConnection) throws -> [LeadField] {
        try connection.all(
            """
            SELECT id, name, display_name, data_type, length, column_name, is_read_only, is_searchable
              FROM lead_field ORDER BY id
            """, [], LeadField.init(customRow:))
    }

    private static func approvedActivityTypes(_ connection: any SQLConnection) throws -> [ActivityType] {
        try CustomActivityType.load(connection).compactMap(\.activityType)
    }

    private static func listenedTypes(_ connection: any SQLConnection) throws -> Set<ActivityTypeID> {
        Set(
            try connection.all("SELECT DISTINCT activity_type_id FROM active_trigger") {
                ActivityTypeID($0.int(0))
            })
    }
}

extension LeadField {
    fileprivate init(customRow row: any SQLRow) throws {
        guard let dataType = DataType(rawValue: row.text(3)) else {
            throw StoredContentError("lead field '\(row.text(1))'", "data type '\(row.text(3))' is unknown")
        }
        self.init(
            id: Int(row.int(0)), row.text(1), row.text(2), dataType, length: row.intOrNil(4).map { Int($0) },
            readOnly: row.flag(6), column: row.text(5), custom: true, searchable: row.flag(7))
    }
}

extension CustomActivityType {
    /// `nil` until it is approved, and after it was deleted.
    fileprivate var activityType: ActivityType? {
        guard let approved, !isDeleted else { return nil }
        return .custom(
            id: id, apiName: apiName, name: approved.name, filterName: approved.filterName,
            triggerName: approved.triggerName, description: approved.description ?? "",
            primary: approved.primaryAttribute.activityAttribute,
            attributes: approved.attributes.map(\.activityAttribute))
    }
}

extension CustomActivityType.Attribute {
    fileprivate var activityAttribute: ActivityAttribute {
        ActivityAttribute(name, dataType, apiName: apiName)
    }
}
