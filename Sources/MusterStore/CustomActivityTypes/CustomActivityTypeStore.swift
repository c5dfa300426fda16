public import MusterModel

extension StoreReader {
    /// Drafts and approved ones by ascending id; deleted ones are not listed.
    public func customActivityTypes() throws -> [CustomActivityType] {
        try CustomActivityType.load(connection).filter { !$0.isDeleted }
    }

    public func customActivityType(apiName: String) throws -> CustomActivityType? {
        try customActivityTypes().first { $0.apiName.isIdentical(to: apiName) }
    }
}

extension CustomActivityType {
    /// An instance has ten at most, so there is no narrower query.
    static func load(_ connection: any SQLConnection) throws -> [CustomActivityType] {
        try connection.all(
            """
            SELECT id, api_name, draft, approved, status, created_at, updated_at
              FROM custom_activity_type ORDER BY id
            """, [], CustomActivityType.init(row:))
    }

    private init(row: any SQLRow) throws {
        let id = row.int(0)
        func definition(_ column: Int) throws -> Definition? {
            guard let text = row.textOrNil(column) else { return nil }
            do {
                return try Definition(storedJSON: JSONParser.parse(text))
            } catch {
                throw StoredContentError("custom activity type \(id)", "\(error)")
            }
        }
        self.init(
            id: ActivityTypeID(id), apiName: row.text(1), draft: try definition(2),
            approved: try definition(3), isDeleted: row.text(4) == Status.deleted.rawValue,
            createdAt: row.instant(5), updatedAt: row.instant(6))
    }
}

extension StoreWriter {
    /// Makes a draft. Ids begin at 100001, beyond those of Marketo's own types, and are not used
    /// again: rows of deleted types stay.
    public func createCustomActivityType(
        apiName: String, definition: CustomActivityType.Definition
    ) throws -> CustomActivityType {
        try requireNames(definition.names)
        try tell(.activityTypes)
        let last = try connection.first("SELECT MAX(id) FROM custom_activity_type") { $0.intOrNil(0) }
        let type = CustomActivityType(
            id: ActivityTypeID(((last ?? nil) ?? 100_000) + 1), apiName: apiName, draft: definition,
            approved: nil, createdAt: now, updatedAt: now)
        try write(
            .catalog(.activityTypes),
            """
            INSERT INTO custom_activity_type (api_name, draft, approved, status, updated_at, id, created_at)
              VALUES (?, ?, ?, ?, ?, ?, ?)
            """, type.arguments + [.instant(now)])
        return type
    }

    /// Writes the draft, which an approved type then has beside its approved definition, and its API
    /// name unless `nil`.
    @discardableResult
    public func setDraft(
        _ definition: CustomActivityType.Definition, of type: CustomActivityType, apiName: String? = nil
    ) throws -> CustomActivityType {
        let known = [type.draft, type.approved].compactMap(\.self).flatMap(\.names).map(\.name)
        try requireNames(definition.names, known: Set(known))
        return try save(type) { type in
            type.draft = definition
            if let apiName { type.apiName = apiName }
        }
    }

    /// Makes the draft the definition that activities are added with; nothing without a draft.
    @discardableResult
    public func approve(_ type: CustomActivityType) throws -> CustomActivityType {
        try save(type) { type in
            type.approved = type.latest
            type.draft = nil
        }
    }

    /// Returns to the approved definition. A type that never was approved keeps its draft.
    @discardableResult
    public func discardDraft(of type: CustomActivityType) throws -> CustomActivityType {
        try save(type) { if $0.approved != nil { $0.draft = nil } }
    }

    @discardableResult
    public func delete(_ type: CustomActivityType) throws -> CustomActivityType {
        try save(type) { $0.isDeleted = true }
    }

    private func save(
        _ type: CustomActivityType, _ change: (inout CustomActivityType) -> Void
    ) throws -> CustomActivityType {
        try tell(.activityTypes)
        var type = type
        change(&type)
        type.updatedAt = now
        let changed = try write(
            .catalog(.activityTypes),
            """
            UPDATE custom_activity_type SET api_name = ?, draft = ?, approved = ?, status = ?,
              updated_at = ? WHERE id = ?
            """, type.arguments)
        guard changed > 0 else { throw AssetNotFoundError("custom activity type", type.id.rawValue) }
        return type
    }
}

extension CustomActivityType {
    /// Of the columns `api_name`, `draft`, `approved`, `status`, `updated_at` and `id`.
    fileprivate var arguments: [SQLValue] {
        [
            .text(apiName), .textOrNull(draft?.storedJSON().jsonText),
            .textOrNull(approved?.storedJSON().jsonText), .text(status.rawValue), .instant(updatedAt),
            .id(id),
        ]
    }
}

extension StoreReader {
    /// True when a filter or trigger of a list, or a choice of a flow, refers to the activity type,
    /// or an active campaign listens to it.
    ///
    /// The stored texts are searched for what `Rule.storedJSON` writes of such a rule, which is
    /// nothing that a value in them can spell: quotes in values are escaped.
    public func isUsed(_ type: ActivityTypeID) throws -> Bool {
        let mention = "\"ruleTypeId\":\(type),\"ruleType\":\"\(Rule.Kind.activity.rawValue)\""
        let places = [("smart_list", "rules"), ("smart_campaign", "flow")].map { table, column in
            "SELECT 1 FROM \(table) WHERE \(connection.dialect.contains(column, "?"))"
        }
        return try connection.hasRow(
            places.joined(separator: " UNION ALL ")
                + " UNION ALL SELECT 1 FROM active_trigger WHERE activity_type_id = ? LIMIT 1",
            [.text(mention), .text(mention), .id(type)])
    }
}

extension CustomActivityType {
    /// True when the change leaves every name alone that rules may refer to.
    public func keepsNames(with new: Definition) -> Bool {
        approved.map { Self.keepsNames(of: $0, new) } ?? true
    }
}
