public import MusterModel
import MusterRules

/// What every instance has from the start: the folders that Marketo makes and some channels.
///
/// Their ids are small and fixed; what people make begins at 1001.
public enum SystemAssets {
    /// The one workspace, until there can be several.
    public static let workspace = "Default"
    public static let workspaceID: Int64 = 1

    /// `/Marketing Activities/Default`: where campaigns and programs go without a folder of their own.
    public static let marketingActivities: FolderID = 4
    /// `/Lead Database/Default/Group Lists`. Clients look for it by name and take the one that is a
    /// system folder.
    /// - Source: recorded by grouparoo's tests, with this id.
    public static let groupLists: FolderID = 12
    /// `/Lead Database/Default/Smart Lists`.
    public static let smartLists: FolderID = 13
    /// `/Design Studio/Default/Emails`.
    public static let emails: FolderID = 8

    /// Makes what is not there yet; leaves alone what somebody renamed or changed.
    static func plant(_ connection: any WriteConnection, now: Instant) throws {
        for folder in SystemFolder.all {
            try connection.execute(
                """
                INSERT INTO folder (id, name, description, folder_id, program_id, kind, tree, is_archive,
                  is_system, created_at, updated_at) VALUES (?, ?, NULL, ?, NULL, ?, ?, ?, 1, ?, ?)
                  ON CONFLICT DO NOTHING
                """,
                [
                    .id(folder.id), .text(folder.name), .intOrNull(folder.parent?.rawValue),
                    .text(folder.kind.rawValue), .text(folder.tree.rawValue),
                    .flag(folder.name == "Archive"), .instant(now), .instant(now),
                ])
        }
        for channel in SystemChannel.all { try plant(channel, connection, now) }
        for sequence in madeByPeople { try connection.reserveIDs(sequence, through: 1000) }
        for list in SystemSmartList.all { try plant(list, connection, now) }
    }

    private static func plant(_ list: SystemSmartList, _ connection: any WriteConnection, _ now: Instant) throws {
        try connection.execute(
            """
            INSERT INTO smart_list (id, name, folder_id, is_system, rules, created_at, updated_at)
              VALUES (?, ?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                .id(list.id), .text(list.name), .id(smartLists), .text(list.rules.storedJSON().jsonText),
                .instant(now), .instant(now),
            ])
    }

    private static let madeByPeople: [IDSequence] = [
        .folder, .program, .staticList, .smartList, .smartCampaign, .flow, .email, .channel,
    ]

    private static func plant(
        _ channel: SystemChannel, _ connection: any WriteConnection, _ now: Instant
    ) throws {
        let planted = try connection.execute(
            """
            INSERT INTO channel (id, name, kind, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT DO NOTHING
            """,
            [
                .int(channel.id), .text(channel.name), .text(channel.kind.rawValue), .instant(now),
                .instant(now),
            ])
        guard planted > 0 else { return }
        for (position, status) in channel.statuses.enumerated() {
            try connection.execute(
                """
                INSERT INTO channel_status (channel_id, name, step, position, is_success, is_hidden)
                  VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(channel.id), .text(status.name), .int(Int64(status.step)), .int(Int64(position)),
                    .flag(status.isSuccess), .flag(status.isHidden),
                ])
        }
    }
}

/// One folder of the tree that every instance starts with.
/// - Source: the names of Marketo's own tree; the ids are our choice, but for 12.
struct SystemFolder {
    let id: FolderID
    let name: String
    let parent: FolderID?
    let kind: Folder.Kind
    let tree: Folder.Tree

    private init(
        _ id: FolderID, _ name: String, in parent: FolderID?, _ kind: Folder.Kind, _ tree: Folder.Tree
    ) {
        self.id = id
        self.name = name
        self.parent = parent
        self.kind = kind
        self.tree = tree
    }

    /// Parents before children.
    static let all: [SystemFolder] = [
        .init(1, "Marketing Activities", in: nil, .zone, .marketingActivities),
        .init(2, "Design Studio", in: nil, .zone, .designStudio),
        .init(3, "Lead Database", in: nil, .zone, .leadDatabase),
        .init(SystemAssets.marketingActivities, "Default", in: 1, .zone, .marketingActivities),
        .init(5, "Default", in: 2, .zone, .designStudio),
        .init(6, "Default", in: 3, .zone, .leadDatabase),
        .init(7, "Archive", in: 4, .marketing, .marketingActivities),
        .init(SystemAssets.emails, "Emails", in: 5, .email, .designStudio),
        .init(9, "Email Templates", in: 5, .emailTemplate, .designStudio),
        .init(10, "Landing Pages", in: 5, .landingPage, .designStudio),
        .init(11, "Landing Page Templates", in: 5, .landingPageTemplate, .designStudio),
        .init(SystemAssets.groupLists, "Group Lists", in: 6, .list, .leadDatabase),
        .init(SystemAssets.smartLists, "Smart Lists", in: 6, .smartList, .leadDatabase),
        .init(14, "Forms", in: 5, .landingPageForm, .designStudio),
        .init(15, "Snippets", in: 5, .snippet, .designStudio),
        .init(16, "Images and Files", in: 5, .image, .designStudio),
    ]
}

/// One of the lists that every instance has from the start. Rules may name them; the API does not
/// show them.
///
/// - Source: product docs, "Use Built-In System Smart Lists", for names and purpose; the rules are our
///   choice. *Possible Duplicates* waits for the filter it needs.
struct SystemSmartList {
    let id: SmartListID
    let name: String
    let rules: RuleSet

    private init(_ id: SmartListID, _ name: String, _ field: LeadField, _ comparison: String, _ values: RuleValue...) {
        self.id = id
        self.name = name
        let condition = RuleCondition(
            attributeID: field.id, attributeName: field.displayName, operatorName: comparison, values: values,
            isPrimary: true)
        rules = RuleSet(filters: [
            Rule(
                // Below zero, so that the rules of people begin at 1.
                id: -id.rawValue, name: field.displayName, typeID: field.id, kind: .attribute,
                operatorName: comparison, conditions: [condition])
        ])
    }

    static let all: [SystemSmartList] = [
        .init(1, "All People", .createdAt, "is not empty"),
        .init(2, "Unsubscribed People", .unsubscribed, "is", "true"),
        .init(3, "Marketing Suspended", .marketingSuspended, "is", "true"),
        .init(4, "Blocklist", .blackListed, "is", "true"),
        .init(5, "Bounced Email Addresses", .emailInvalid, "is", "true"),
    ]
}
