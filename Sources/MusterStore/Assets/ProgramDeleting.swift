public import MusterModel

extension StoreWriter {
    /// The program with everything inside it, its tokens and its members, who stay in the lead database.
    /// Forgetting members logs nothing: nobody's status changed.
    /// - Parameter contents: as `contents(of:)` answers them.
    public func deleteProgram(_ program: Program, contents: [ProgramItem]) throws {
        for item in contents.reversed() { try delete(item) }
        try deleteEmptied(program)
    }

    private func delete(_ item: ProgramItem) throws {
        switch item {
        case .folder(let folder): try deleteFolder(folder.id)
        case .program(let program): try deleteEmptied(program)
        case .email(let email): try write(.asset(email.id), "DELETE FROM email WHERE id = ?", [.id(email.id)])
        case .staticList(let list): try deleteStaticList(list.id)
        case .smartList(let list): try deleteSmartList(list.id)
        case .smartCampaign(let campaign): try deleteSmartCampaign(campaign)
        }
    }

    /// Its tags and costs go with the row.
    private func deleteEmptied(_ program: Program) throws {
        try deleteTokens(of: .program(program.id))
        for table in Self.programMemberTables {
            try write(.detail, "DELETE FROM \(table) WHERE program_id = ?", [.id(program.id)])
        }
        try write(.asset(program.id), "DELETE FROM smart_list WHERE email_program_id = ?", [.id(program.id)])
        try write(.asset(program.id), "DELETE FROM program WHERE id = ?", [.id(program.id)])
    }
}
