public import MusterModel

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
