public import MusterModel

/// One asset inside a program: what a copy of the program copies, and what its deletion deletes.
public enum ProgramItem: Sendable {
    case folder(Folder)
    case program(Program)
    case email(Email)
    case staticList(StaticList)
    /// One that stands alone; the lists of campaigns and of e-mail programs go with their owners.
    case smartList(SmartList)
    case smartCampaign(SmartCampaign)
}

extension StoreReader {
    /// Everything inside a program, however deep, each container before what it holds. The switch
    /// over all tables is what keeps a new sort of asset from being forgotten.
    public func contents(of program: ProgramID) throws -> [ProgramItem] {
        let inside = AssetQuery(folder: .program(program), limit: .max)
        return try AssetTable.allCases.flatMap { table -> [ProgramItem] in
            switch table {
            case .folder: try containers(in: program)
            // With the folders, because either may hold the other.
            case .program: []
            case .email: try emails(inside).map(ProgramItem.email)
            case .staticList: try staticLists(inside).map(ProgramItem.staticList)
            case .smartList: try smartLists(inside).filter { $0.owner == nil }.map(ProgramItem.smartList)
            case .smartCampaign: try smartCampaigns(inside).map(ProgramItem.smartCampaign)
            }
        }
    }

    /// By ascending id, because no container moves: what holds another was made before it.
    private func containers(in program: ProgramID) throws -> [ProgramItem] {
        let folders = try connection.all(
            "SELECT \(Self.folderColumns) FROM folder WHERE program_id = ? ORDER BY id", [.id(program)],
            Folder.init(row:))
        let programs = try connection.all("SELECT id FROM program WHERE program_id = ? ORDER BY id", [.id(program)]) {
            ProgramID($0.int(0))
        }
        return try folders.map(ProgramItem.folder)
            + programs.flatMap { id -> [ProgramItem] in
                guard let program = try self.program(id) else { return [] }
                return try [.program(program)] + containers(in: id)
            }
    }
}
