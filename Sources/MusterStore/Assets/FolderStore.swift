public import MusterModel

extension StoreReader {
    static let folderColumns = """
        id, name, description, folder_id, program_id, kind, tree, is_archive, is_system, created_at, \
        updated_at
        """

    public func folder(_ id: FolderID) throws -> Folder? {
        try connection.first(
            "SELECT \(Self.folderColumns) FROM folder WHERE id = ?", [.id(id)], Folder.init(row:))
    }

    /// Every folder of the name, in all three trees, by ascending id.
    public func folders(named name: String) throws -> [Folder] {
        try connection.all(
            "SELECT \(Self.folderColumns) FROM folder WHERE name = ? ORDER BY id", [.text(name)],
            Folder.init(row:))
    }

    /// The folder of the name directly inside `container`.
    public func folder(named name: String, in container: FolderReference) throws -> Folder? {
        let place = AssetPlacement.directChildren(of: container, in: .folder)
        return try connection.first(
            "SELECT \(Self.folderColumns) FROM folder\(place.whereClause) AND name = ?",
            place.arguments + [.text(name)], Folder.init(row:))
    }

    /// True when the folder or program is there.
    public func containerExists(_ container: FolderReference) throws -> Bool {
        switch container.kind {
        case .folder: try connection.hasRow("SELECT 1 FROM folder WHERE id = ?", [.int(container.id)])
        case .program: try connection.hasRow("SELECT 1 FROM program WHERE id = ?", [.int(container.id)])
        }
    }
}

extension StoreWriter {
    /// Makes a folder, whose kind follows from its parent.
    public func createFolder(name: String, description: String?, parent: FolderReference) throws -> Folder {
        try requireName(name)
        let placement = try reader.placement(in: parent)
        let (kind, tree) = try kindAndTree(ofChildOf: parent)
        let folder = Folder(
            id: FolderID(try nextIDs(.folder, count: 1)), name: name, description: description,
            parent: parent, kind: kind, tree: tree, isArchive: false, isSystem: false, createdAt: now,
            updatedAt: now)
        try write(
            .asset(folder.id),
            """
            INSERT INTO folder (id, name, description, folder_id, program_id, kind, tree, is_archive,
              is_system, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
            """,
            [.id(folder.id), .text(name), .textOrNull(description)] + placement.arguments
                + [.text(kind.rawValue), .text(tree.rawValue), .instant(now), .instant(now)])
        return folder
    }

    /// Writes name, description and archive flag; a folder does not move.
    @discardableResult
    public func updateFolder(_ folder: Folder) throws -> Folder {
        try requireName(folder.name, of: .folder, folder.id.rawValue)
        var folder = folder
        folder.updatedAt = now
        let changed = try write(
            .asset(folder.id),
            "UPDATE folder SET name = ?, description = ?, is_archive = ?, updated_at = ? WHERE id = ?",
            [
                .text(folder.name), .textOrNull(folder.description), .flag(folder.isArchive), .instant(now),
                .id(folder.id),
            ])
        guard changed > 0 else { throw AssetNotFoundError("folder", folder.id.rawValue) }
        return folder
    }

    private func kindAndTree(ofChildOf parent: FolderReference) throws -> (Folder.Kind, Folder.Tree) {
        guard let id = parent.folderID, let folder = try reader.folder(id) else {
            return (.marketing, .marketingActivities)
        }
        return (folder.kindOfChildren, folder.tree)
    }
}

extension Folder {
    /// What a folder made inside this one holds. A zone holds folders of many kinds; below it one
    /// gets the kind that its tree is mostly about.
    var kindOfChildren: Kind {
        guard kind == .zone else { return kind }
        return switch tree {
        case .marketingActivities: .marketing
        case .designStudio: .email
        case .leadDatabase: .list
        }
    }

    /// From `StoreReader.folderColumns`.
    init(row: any SQLRow) throws {
        let id = row.int(0)
        guard let kind = Kind(rawValue: row.text(5)) else {
            throw StoredContentError("kind of folder \(id)", "'\(row.text(5))' is unknown")
        }
        guard let tree = Tree(rawValue: row.text(6)) else {
            throw StoredContentError("tree of folder \(id)", "'\(row.text(6))' is unknown")
        }
        self.init(
            id: FolderID(id), name: row.text(1), description: row.textOrNil(2),
            parent: AssetPlacement(row, at: 3).container, kind: kind, tree: tree, isArchive: row.flag(7),
            isSystem: row.flag(8), createdAt: row.instant(9), updatedAt: row.instant(10))
    }
}

extension StoreReader {
    /// `/Marketing Activities/Default/Webinars`; of a program its own name is the last part. `nil`
    /// when there is no such container.
    public func path(of container: FolderReference) throws -> String? {
        var names: [String] = []
        var next: FolderReference? = container
        while let current = next {
            guard let node = try node(current) else { return nil }
            names.append(node.name)
            next = node.parent
        }
        return names.reversed().map { "/" + $0 }.joined()
    }

    public func path(of folder: FolderID) throws -> String? { try path(of: .folder(folder)) }

    /// The container itself, then what holds it, up to the root. Empty when there is none.
    public func ancestors(of container: FolderReference) throws -> [FolderReference] {
        var chain: [FolderReference] = []
        var next: FolderReference? = container
        while let current = next, let node = try node(current) {
            chain.append(current)
            next = node.parent
        }
        return chain
    }

    /// The program an asset of `container` belongs to, directly or through folders inside it.
    public func programID(containing container: FolderReference) throws -> ProgramID? {
        if let program = container.programID { return try containerExists(container) ? program : nil }
        let program = try connection.first(
            "SELECT program_id FROM folder WHERE id = ?", [.int(container.id)]
        ) { $0.intOrNil(0) }
        return program?.map { ProgramID($0) }
    }

    /// Which tree a container is in; programs are marketing activities.
    public func tree(of container: FolderReference) throws -> Folder.Tree? {
        if let folder = container.folderID { return try self.folder(folder)?.tree }
        return try containerExists(container) ? .marketingActivities : nil
    }

    private func node(_ reference: FolderReference) throws -> (name: String, parent: FolderReference?)? {
        let table = reference.kind == .folder ? AssetTable.folder : .program
        return try connection.first(
            "SELECT name, folder_id, program_id FROM \(table) WHERE id = ?", [.int(reference.id)]
        ) { ($0.text(0), AssetPlacement($0, at: 1).container) }
    }
}
