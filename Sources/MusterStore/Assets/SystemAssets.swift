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
