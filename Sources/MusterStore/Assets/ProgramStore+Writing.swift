public import MusterModel

extension StoreWriter {
    /// Makes a program in its first status, an e-mail program with its smart list.
    /// - Parameter channel: one of the channels' names; that it fits the kind is the caller's check.
    public func createProgram(
        name: String, description: String = "", kind: Program.Kind, channel: String,
        folder: FolderReference, startDate: Instant? = nil, endDate: Instant? = nil,
        tags: [ProgramTag] = [], costs: [ProgramCost] = []
    ) throws -> Program {
        try requireName(name)
        let placement = try reader.placement(in: folder)
        let program = Program(
            id: ProgramID(try nextIDs(.program, count: 1)), name: name, description: description,
            kind: kind, channel: channel, folder: folder, status: kind.firstStatus, startDate: startDate,
            endDate: endDate, tags: tags, costs: costs, createdAt: now, updatedAt: now)
        try write(
            .asset(program.id),
            """
            INSERT INTO program (id, name, description, kind, channel_id, folder_id, program_id, status,
              start_at, end_at, created_at, updated_at)
              VALUES (?, ?, ?, ?, (SELECT id FROM channel WHERE name = ?), ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .id(program.id), .text(name), .text(description), .text(kind.rawValue), .text(channel),
            ] + placement.arguments + [
                .text(program.status), .instantOrNull(startDate), .instantOrNull(endDate), .instant(now),
                .instant(now),
            ])
        try writeTagsAndCosts(of: program)
        if kind == .email {
            try insert(
                SmartList(
                    id: SmartListID(try nextIDs(.smartList, count: 1)), name: name, description: nil,
                    folder: .program(program.id), owner: .emailProgram(program.id), rules: .empty, createdAt: now,
                    updatedAt: now),
                at: AssetPlacement(folderID: nil, programID: program.id.rawValue))
        }
        return program
    }

    /// Writes everything but kind, channel and place, which a program keeps. Tags and costs too, so
    /// `program` must have been read with them.
    @discardableResult
    public func updateProgram(_ program: Program) throws -> Program {
        try requireName(program.name, of: .program, program.id.rawValue)
        var program = program
        program.updatedAt = now
        let changed = try write(
            .asset(program.id),
            """
            UPDATE program SET name = ?, description = ?, status = ?, start_at = ?, end_at = ?,
              updated_at = ? WHERE id = ?
            """,
            [
                .text(program.name), .text(program.description), .text(program.status),
                .instantOrNull(program.startDate), .instantOrNull(program.endDate), .instant(now),
                .id(program.id),
            ])
        guard changed > 0 else { throw AssetNotFoundError("program", program.id.rawValue) }
        try write(
            .asset(program.id), "UPDATE smart_list SET name = ? WHERE email_program_id = ? AND name <> ?",
            [.text(program.name), .id(program.id), .text(program.name)])
        try writeTagsAndCosts(of: program)
        return program
    }

    private func writeTagsAndCosts(of program: Program) throws {
        try write(.asset(program.id), "DELETE FROM program_tag WHERE program_id = ?", [.id(program.id)])
        for tag in program.tags {
            try write(
                .asset(program.id), "INSERT INTO program_tag (program_id, tag_type, value) VALUES (?, ?, ?)",
                [.id(program.id), .text(tag.type), .text(tag.value)])
        }
        try write(.asset(program.id), "DELETE FROM program_cost WHERE program_id = ?", [.id(program.id)])
        for (position, cost) in program.costs.enumerated() {
            try write(
                .asset(program.id),
                """
                INSERT INTO program_cost (program_id, position, start_date, cost, note)
                  VALUES (?, ?, ?, ?, ?)
                """,
                [
                    .id(program.id), .int(Int64(position)), .text(cost.startDate.description),
                    .int(cost.cost), .textOrNull(cost.note),
                ])
        }
    }
}

extension Program.Kind {
    /// - Source: Adobe, "Programs": `off` of engagement and `unlocked` of e-mail programs; other
    ///   kinds have no status.
    fileprivate var firstStatus: String {
        switch self {
        case .standard, .event, .webinar: ""
        case .engagement: "off"
        case .email: "unlocked"
        }
    }
}
