import MusterModel

/// A table whose rows the audit trail compares before and after a change.
///
/// Moments of creation and change are no members: a line of the trail has its own.
struct AuditedTable: Sendable {
    /// A column, under the name that it has in the trail.
    struct Member: Sendable {
        enum Kind: Sendable { case text, number, flag, instant, json, secret }
        let name: String
        let column: String
        let kind: Kind
    }
    let sort: AuditSort
    let table: String
    /// The column or expression that says which row it is.
    let key: String
    /// What the row is called.
    let name: String
    let members: [Member]
    /// Rows of other tables that belong to it: by member, a query of names and values, whose argument is the key.
    let parts: [(name: String, query: String)]
    /// Rows that are followed; all where this is empty.
    let scope: String

    init(
        _ sort: AuditSort, _ table: String, key: String = "id", name: String = "name", _ members: [Member]...,
        parts: [(name: String, query: String)] = [], scope: String = ""
    ) {
        (self.sort, self.table, self.key, self.name) = (sort, table, key, name)
        (self.members, self.parts, self.scope) = (members.flatMap(\.self), parts, scope)
    }
}

extension [AuditedTable.Member] {
    /// Pairs of a name in the trail and a column.
    fileprivate static func of(_ kind: AuditedTable.Member.Kind, _ columns: KeyValuePairs<String, String>) -> Self {
        columns.map { AuditedTable.Member(name: $0.key, column: $0.value, kind: kind) }
    }

    fileprivate static let place: Self = .of(.number, ["folder": "folder_id", "program": "program_id"])
    fileprivate static let names: Self = .of(.text, ["name": "name", "description": "description"])
}

extension AuditedTable {
    /// Of a catalogue all tables, because its changes do not say which row they are of.
    static func of(_ catalog: ChangedCatalog) -> [AuditedTable] {
        switch catalog {
        case .fields: fields
        case .activityTypes: [activityType]
        case .settings: [setting]
        case .users: [user, role, client]
        // Follows from campaigns that are activated, and deactivated.
        case .listening: []
        }
    }

    /// `nil` for what is no asset of its own.
    static func of(_ kind: ChangedAsset.Kind) -> AuditedTable? {
        switch kind {
        case .folder: folder
        case .program: program
        case .staticList: staticList
        case .smartList: smartList
        case .smartCampaign: smartCampaign
        case .email: email
        case .run: run
        case .tagType: tagType
        case .name: nil
        }
    }

    private static func tokens(of kind: String) -> (name: String, query: String) {
        (
            "tokens",
            "SELECT name, value FROM my_token WHERE container_kind = '\(kind)' AND container_id = ? ORDER BY name"
        )
    }

    private static let folder = AuditedTable(
        .folder, "folder", .names, .place, .of(.flag, ["isArchive": "is_archive"]), parts: [tokens(of: "Folder")])
    private static let program = AuditedTable(
        .program, "program", .names, .place,
        .of(
            .text,
            [
                "type": "kind", "status": "status",
                "channel": "(SELECT channel.name FROM channel WHERE channel.id = program.channel_id)",
            ]),
        .of(.instant, ["startDate": "start_at", "endDate": "end_at"]),
        parts: [
            tokens(of: "Program"),
            ("tags", "SELECT tag_type, value FROM program_tag WHERE program_id = ? ORDER BY tag_type"),
            ("costs", "SELECT start_date, cost FROM program_cost WHERE program_id = ? ORDER BY position"),
        ])
    private static let staticList = AuditedTable(.staticList, "static_list", .names, .place)
    private static let smartList = AuditedTable(
        .smartList, "smart_list", .names, .place, .of(.number, ["campaign": "campaign_id"]),
        .of(.json, ["rules": "rules"]))
    private static let smartCampaign = AuditedTable(
        .smartCampaign, "smart_campaign", .names, .place,
        .of(
            .flag,
            [
                "isActive": "is_active", "isExecutable": "is_executable",
                "isCommunicationLimitEnabled": "is_communication_limit_enabled",
            ]),
        .of(.text, ["qualification": "qualification", "qualificationUnit": "qualification_unit"]),
        .of(.number, ["qualificationInterval": "qualification_interval", "maxMembers": "max_members"]),
        .of(.json, ["recurrence": "recurrence", "flow": "flow"]))
    private static let email = AuditedTable(
        .email, "email", .names, .place,
        .of(
            .text,
            [
                "subject": "subject", "fromName": "from_name", "fromEmail": "from_email", "replyEmail": "reply_email",
                "html": "html", "text": "plain_text",
            ]),
        .of(.flag, ["isOperational": "is_operational", "isApproved": "is_approved"]))
    private static let run = AuditedTable(
        .run, "campaign_run",
        name: "(SELECT smart_campaign.name FROM smart_campaign WHERE smart_campaign.id = campaign_run.campaign_id)",
        .of(.number, ["campaign": "campaign_id"]), .of(.text, ["state": runState, "origin": "origin"]),
        .of(.instant, ["runAt": "scheduled_at"]))
    /// As the API names it.
    private static let runState =
        "CASE WHEN state = 'cancelled' AND started_at IS NOT NULL THEN 'aborted' ELSE state END"
    private static let tagType = AuditedTable(
        .tagType, "tag_type", key: "name", .of(.flag, ["isRequired": "is_required"]),
        .of(.json, ["programTypes": "program_kinds", "allowedValues": "allowed_values"]))

    private static let texts: [Member] = .of(
        .text, ["displayName": "display_name", "dataType": "data_type", "description": "description"])
    private static let traits: [Member] = .of(
        .flag, ["isHtmlEncodingInEmail": "is_html_encoding_in_email", "isSensitive": "is_sensitive"])
    private static let hidden: [Member] = .of(.flag, ["isHidden": "is_hidden"])
    private static let length: [Member] = .of(.number, ["length": "length"])
    private static let fields = [
        AuditedTable(.leadField, "lead_field", texts, length, hidden, traits),
        AuditedTable(.programMemberField, "program_member_field", texts, length, hidden, traits),
        AuditedTable(
            .standardField, "standard_field_traits", key: "object || '.' || name",
            .of(.text, ["description": "description"]), traits),
    ]
    private static let activityType = AuditedTable(
        .activityType, "custom_activity_type", name: "api_name", .of(.text, ["status": "status"]),
        .of(.json, ["draft": "draft", "approved": "approved"]))
    private static let setting = AuditedTable(
        .setting, "setting", key: "name", .of(.text, ["value": "value"]),
        scope: "name NOT LIKE 'key.%' AND name <> 'clock.now'")
    private static let user = AuditedTable(
        .user, "api_user", .of(.text, ["name": "name"]),
        parts: [
            (
                "roles",
                """
                SELECT role.id, role.name FROM api_user_role JOIN role ON role.id = api_user_role.role_id \
                WHERE api_user_role.user_id = ? ORDER BY role.id
                """
            )
        ])
    private static let role = AuditedTable(
        .role, "role", .of(.text, ["name": "name"]), .of(.json, ["permissions": "permissions"]))
    private static let client = AuditedTable(
        .client, "api_client", .of(.text, ["name": "name", "user": "scope"]),
        .of(.json, ["permissions": "permissions"]), .of(.secret, ["secret": "secret_hash"]))
}

/// A row as the audit trail sees it.
struct AuditedRow: Sendable {
    var name: String?
    var members: JSONObject
}

extension SQLConnection {
    /// The rows by their keys, or the one with the key.
    func auditedRows(_ table: AuditedTable, key: SQLValue? = nil) throws -> [(key: String, row: AuditedRow)] {
        let columns = ["CAST(\(table.key) AS TEXT)", table.name] + table.members.map(\.column)
        var condition = SQLCondition()
        if !table.scope.isEmpty { condition.require(table.scope) }
        if let key { condition.require("\(table.key) = ?", [key]) }
        var rows = try all(
            "SELECT \(columns.joined(separator: ", ")) FROM \(table.table)\(condition.whereClause) ORDER BY 1",
            condition.arguments
        ) { row in
            var members = JSONObject()
            for (index, member) in table.members.enumerated() where !row.isNull(index + 2) {
                members[member.name] = member.value(row, index + 2)
            }
            return (key: row.text(0), row: AuditedRow(name: row.textOrNil(1), members: members))
        }
        for (name, query) in table.parts {
            for index in rows.indices {
                let key: SQLValue = Int64(rows[index].key).map(SQLValue.int) ?? .text(rows[index].key)
                let parts = try all(query, [key]) { (key: $0.text(0), value: JSONValue.string($0.text(1))) }
                if !parts.isEmpty { rows[index].row.members[name] = .object(JSONObject(parts)) }
            }
        }
        return rows
    }
}

extension AuditedTable.Member {
    fileprivate func value(_ row: any SQLRow, _ column: Int) -> JSONValue {
        switch kind {
        case .text, .secret: .string(row.text(column))
        case .number: .integer(row.int(column))
        case .flag: .boolean(row.flag(column))
        case .instant: .string(row.instant(column).iso8601)
        case .json: Self.json(row.text(column))
        }
    }

    /// What is no JSON is told as it stands: the trail judges nobody's content.
    private static func json(_ text: String) -> JSONValue {
        do { return try JSONParser.parse(text) } catch { return .string(text) }
    }
}
