public import MusterModel

extension StoreReader {
    private static let selection = """
        SELECT program.id, program.name, program.description, program.kind, channel.name, \
        program.folder_id, program.program_id, program.status, program.start_at, program.end_at, \
        program.created_at, program.updated_at \
        FROM program JOIN channel ON channel.id = program.channel_id
        """

    /// With its tags and costs.
    public func program(_ id: ProgramID) throws -> Program? {
        try one(" WHERE program.id = ?", .id(id))
    }

    /// With its tags and costs; names are unique over the instance.
    public func program(named name: String) throws -> Program? {
        try one(" WHERE program.name = ?", .text(name))
    }

    /// Without tags and costs, as browse answers them.
    public func programs(_ query: AssetQuery) throws -> [Program] {
        let (rest, arguments) = query.selection(from: .program)
        return try connection.all(Self.selection + rest, arguments, Program.init(row:))
    }

    /// With tags and without costs, as they are answered by tag.
    public func taggedPrograms(_ query: AssetQuery) throws -> [Program] {
        var programs = try programs(query)
        let isWanted = connection.dialect.isOneOf("program_id", jsonArray: "?")
        let tags = try connection.all(
            "SELECT program_id, tag_type, value FROM program_tag WHERE \(isWanted) ORDER BY tag_type",
            [.ids(programs.map(\.id))]
        ) { (program: ProgramID($0.int(0)), tag: ProgramTag(type: $0.text(1), value: $0.text(2))) }
        let byProgram = Dictionary(grouping: tags, by: \.program)
        for index in programs.indices { programs[index].tags = byProgram[programs[index].id]?.map(\.tag) ?? [] }
        return programs
    }

    private func one(_ condition: String, _ argument: SQLValue) throws -> Program? {
        guard var program = try connection.first(Self.selection + condition, [argument], Program.init(row:))
        else { return nil }
        program.tags = try connection.all(
            "SELECT tag_type, value FROM program_tag WHERE program_id = ? ORDER BY tag_type",
            [.id(program.id)]
        ) { ProgramTag(type: $0.text(0), value: $0.text(1)) }
        program.costs = try connection.all(
            "SELECT start_date, cost, note FROM program_cost WHERE program_id = ? ORDER BY position",
            [.id(program.id)], ProgramCost.init(row:))
        return program
    }
}

extension Program {
    fileprivate init(row: any SQLRow) throws {
        let id = row.int(0)
        guard let kind = Kind(rawValue: row.text(3)) else {
            throw StoredContentError("kind of program \(id)", "'\(row.text(3))' is unknown")
        }
        guard let folder = AssetPlacement(row, at: 5).container else {
            throw StoredContentError("program \(id)", "it is in no folder")
        }
        self.init(
            id: ProgramID(id), name: row.text(1), description: row.text(2), kind: kind,
            channel: row.text(4), folder: folder, status: row.text(7), startDate: row.instantOrNil(8),
            endDate: row.instantOrNil(9), createdAt: row.instant(10), updatedAt: row.instant(11))
    }
}

extension ProgramCost {
    fileprivate init(row: any SQLRow) throws {
        guard let day = CalendarDay(row.text(0)) else {
            throw StoredContentError("program cost", "'\(row.text(0))' is no day")
        }
        self.init(startDate: day, cost: row.int(1), note: row.textOrNil(2))
    }
}

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
