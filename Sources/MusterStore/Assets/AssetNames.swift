public import MusterModel

extension AssetKind {
    /// The table of the kind; `nil` where names are all that is known of it.
    var table: AssetTable? {
        switch self {
        case .staticList: .staticList
        case .smartList: .smartList
        case .smartCampaign: .smartCampaign
        case .program: .program
        case .email: .email
        case .form, .landingPage, .webhook, .segmentation, .leadPartition: nil
        }
    }
}

extension StoreReader {
    /// The asset that a rule value or a step parameter names: by its own name, else as
    /// `Program.Asset`, else by its id in decimal. Names count exactly.
    ///
    /// Of several assets of one name the one outside of programs comes first, because that is whose
    /// name is written without a program; then the lowest id. Lists that belong to a campaign
    /// or an e-mail program cannot be named.
    public func assetID(_ kind: AssetKind, named name: String) throws -> Int64? {
        guard let table = kind.table else { return try namedAssetID(kind, named: name) }
        let nameable = table == .smartList ? " AND \(SmartList.standsAlone)" : ""
        let order = table == .program ? "" : " ORDER BY CASE WHEN program_id IS NULL THEN 0 ELSE 1 END, id"
        let own = try connection.first(
            "SELECT id FROM \(table) WHERE name = ?\(nameable)\(order) LIMIT 1", [.text(name)]
        ) { $0.int(0) }
        if let own { return own }
        if table != .program, let local = try localAssetID(table, named: name, nameable) { return local }
        guard let id = Int64(name) else { return nil }
        return try connection.hasRow("SELECT 1 FROM \(table) WHERE id = ?\(nameable)", [.int(id)]) ? id : nil
    }

    private func localAssetID(_ table: AssetTable, named name: String, _ nameable: String) throws -> Int64? {
        for reading in QualifiedName.readings(of: name) {
            let id = try connection.first(
                """
                SELECT id FROM \(table) WHERE name = ? AND program_id = (SELECT id FROM program WHERE name = ?)
                  \(nameable) ORDER BY id LIMIT 1
                """, [.text(reading.asset), .text(reading.program)]
            ) { $0.int(0) }
            if let id { return id }
        }
        return nil
    }

    /// The name of today, as `Program.Asset` for what is in a program; `nil` when it was deleted.
    public func assetName(_ kind: AssetKind, id: Int64) throws -> String? {
        guard let table = kind.table else {
            return try connection.first(
                "SELECT name FROM named_asset WHERE kind = ? AND id = ?", [.text(kind.rawValue), .int(id)]
            ) { $0.text(0) }
        }
        // A program inside a program still goes by its own name, which is unique.
        guard table != .program else {
            return try connection.first("SELECT name FROM program WHERE id = ?", [.int(id)]) { $0.text(0) }
        }
        return try connection.first(
            """
            SELECT asset.name, program.name FROM \(table) asset
              LEFT JOIN program ON program.id = asset.program_id WHERE asset.id = ?
            """, [.int(id)]
        ) { row in
            row.isNull(1) ? row.text(0) : QualifiedName(program: row.text(1), asset: row.text(0)).text
        }
    }

    /// What a rule may name of the kind, by ascending id: lists that belong to a campaign
    /// or an e-mail program are not among it, the server's own are.
    public func nameableAssets(_ kind: AssetKind, limit: Int) throws -> [NameableAsset] {
        guard let table = kind.table else {
            return try connection.all(
                "SELECT id, name FROM named_asset WHERE kind = ? ORDER BY id LIMIT ?",
                [.text(kind.rawValue), .int(Int64(limit))]
            ) { NameableAsset(id: $0.int(0), name: $0.text(1), qualifiedName: $0.text(1)) }
        }
        // A program inside a program still goes by its own name.
        let container = table == .program ? "NULL" : "asset.program_id"
        let nameable = table == .smartList ? " WHERE \(SmartList.standsAlone)" : ""
        return try connection.all(
            """
            SELECT asset.id, asset.name, program.name FROM \(table) asset
              LEFT JOIN program ON program.id = \(container)\(nameable) ORDER BY asset.id LIMIT ?
            """, [.int(Int64(limit))]
        ) { row in
            NameableAsset(
                id: row.int(0), name: row.text(1),
                qualifiedName: row.isNull(2)
                    ? row.text(1) : QualifiedName(program: row.text(2), asset: row.text(1)).text)
        }
    }

    private func namedAssetID(_ kind: AssetKind, named name: String) throws -> Int64? {
        try connection.first(
            "SELECT id FROM named_asset WHERE kind = ? AND name = ?", [.text(kind.rawValue), .text(name)]
        ) { $0.int(0) }
    }
}

extension StoreWriter {
    /// The id of something that activities name and no table holds, such as a landing page; gives
    /// it one when it is new.
    public func internAsset(_ kind: AssetKind, _ name: String) throws -> Int64 {
        precondition(kind.table == nil, "\(kind.rawValue)s have a table of their own")
        if let id = try reader.assetID(kind, named: name) { return id }
        try requireName(name)
        let last = try connection.first(
            "SELECT MAX(id) FROM named_asset WHERE kind = ?", [.text(kind.rawValue)]
        ) { $0.intOrNil(0) }
        // Rows of this table are never deleted, so one more than the highest id was never used.
        let id = ((last ?? nil) ?? 1000) + 1
        try write(
            .asset(.name, id), "INSERT INTO named_asset (kind, id, name) VALUES (?, ?, ?)",
            [.text(kind.rawValue), .int(id), .text(name)])
        return id
    }
}

/// An asset as rules and steps name it.
public struct NameableAsset: Sendable, Hashable {
    public let id: Int64
    public let name: String
    /// `Program.Asset` for what is in a program.
    public let qualifiedName: String
}

/// `Program.Asset`, the name of something that lives in a program.
struct QualifiedName {
    let program: String
    let asset: String

    var text: String { "\(program).\(asset)" }

    /// Every way to read a text as one, because both names may contain dots.
    static func readings(of text: String) -> [QualifiedName] {
        text.indices.compactMap { index in
            guard text[index] == "." else { return nil }
            let program = text[..<index]
            let asset = text[text.index(after: index)...]
            return program.isEmpty || asset.isEmpty
                ? nil : QualifiedName(program: String(program), asset: String(asset))
        }
    }
}

extension StoreReader {
    /// True when an asset of the kind has the name where it must be unique: campaigns, static lists
    /// and e-mails in one container, smart lists in their program with its folders or else among those
    /// outside of programs, programs over the instance.
    /// - Parameter excluding: the asset that is being renamed.
    public func nameIsTaken(
        _ name: String, kind: AssetKind, in container: FolderReference, excluding: Int64? = nil
    ) throws -> Bool {
        guard let table = kind.table else { return try assetID(kind, named: name) != nil }
        switch table {
        case .program: return try isTaken(name, table, SQLCondition(), excluding)
        case .smartList:
            var scope = SQLCondition(SmartList.standsAlone)
            if let program = try programID(containing: container) {
                scope.require("program_id = ?", [.id(program)])
            } else {
                scope.require("program_id IS NULL")
            }
            return try isTaken(name, table, scope, excluding)
        case .staticList, .smartCampaign, .email, .folder:
            return try isTaken(name, table, AssetPlacement.directChildren(of: container, in: table), excluding)
        }
    }

    /// True when a folder of the name is directly inside `parent`.
    public func folderNameIsTaken(
        _ name: String, in parent: FolderReference, excluding: FolderID? = nil
    ) throws -> Bool {
        try isTaken(name, .folder, AssetPlacement.directChildren(of: parent, in: .folder), excluding?.rawValue)
    }

    private func isTaken(
        _ name: String, _ table: AssetTable, _ scope: SQLCondition, _ excluded: Int64?
    ) throws -> Bool {
        var condition = scope
        condition.require("name = ?", [.text(name)])
        if let excluded { condition.require("id <> ?", [.int(excluded)]) }
        return try connection.hasRow("SELECT 1 FROM \(table)\(condition.whereClause)", condition.arguments)
    }
}
