public import MusterModel

/// Whether an asset may go is the caller's question; here it goes, with all that is only its own.
extension StoreWriter {
    public func deleteSmartList(_ id: SmartListID) throws {
        try write(.asset(id), "DELETE FROM smart_list WHERE id = ?", [.id(id)])
    }

    /// Also forgets who is in it, which logs nothing: nobody was removed from the list. Of a large one the engine
    /// forgets the rest, a chunk at a time.
    public func deleteStaticList(_ id: StaticListID) throws {
        try forgetMembers(of: .staticList, id.rawValue)
        try write(.asset(id), "DELETE FROM static_list WHERE id = ?", [.id(id)])
    }

    /// Also its list and the runs it has planned. Nobody takes another step in it: its runs are stopped, and
    /// the engine takes their people out and forgets its members, a chunk at a time.
    public func deleteSmartCampaign(_ campaign: SmartCampaign) throws {
        try tell(.removal(campaign.id))
        try cancelScheduledRuns(of: campaign.id)
        while let run = try reader.runningRun(of: campaign.id)?.run.id {
            let isStarting = try reader.enteredThrough(run) != nil
            try abortRun(run, because: RunStop.campaignDeleted + (isStarting ? " while people entered" : ""))
        }
        // Somebody has to forget what is left, also when all runs are over.
        try write(
            .work(.runs),
            """
            UPDATE campaign_run SET is_moving = 1 WHERE id = \
            (SELECT max(id) FROM campaign_run WHERE campaign_id = ? AND started_at IS NOT NULL)
            """, [.id(campaign.id)])
        try write(.catalog(.listening), "DELETE FROM active_trigger WHERE campaign_id = ?", [.id(campaign.id)])
        for table in ["flow_version", "trigger_fault"] {
            try write(.detail, "DELETE FROM \(table) WHERE campaign_id = ?", [.id(campaign.id)])
        }
        try write(.asset(campaign.id), "DELETE FROM smart_campaign WHERE id = ?", [.id(campaign.id)])
        try deleteSmartList(campaign.smartListID)
    }

    /// Forgets who was in a campaign that was deleted, and what became of them, at most about so many;
    /// returns whether there may be more.
    public func forgetSome(of campaign: SmartCampaignID, limit: Int) throws -> Bool {
        let limit = SQLValue.int(Int64(limit))
        for table in ["campaign_member", "chain_cut"] {
            let forgotten = try write(
                .work(.runs),
                """
                DELETE FROM \(table) WHERE campaign_id = ? AND lead_id IN \
                (SELECT lead_id FROM \(table) WHERE campaign_id = ? ORDER BY lead_id LIMIT ?)
                """, [.id(campaign), .id(campaign), limit])
            if forgotten > 0 { return true }
        }
        let runs = "SELECT id FROM campaign_run WHERE campaign_id = ?"
        return try write(
            .work(.runs),
            "DELETE FROM flow_outcome WHERE id IN (SELECT id FROM flow_outcome WHERE run_id IN (\(runs)) LIMIT ?)",
            [.id(campaign), limit]) > 0
    }
}

extension StoreWriter {
    /// The program with everything inside it, its tokens and its members, who stay in the lead database.
    /// Forgetting members logs nothing: nobody's status changed. Of many the engine forgets the rest, a chunk at
    /// a time.
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
        try forgetMembers(of: .program, program.id.rawValue)
        try write(.asset(program.id), "DELETE FROM smart_list WHERE email_program_id = ?", [.id(program.id)])
        try write(.asset(program.id), "DELETE FROM program WHERE id = ?", [.id(program.id)])
    }
}

/// Lists and campaigns whose stored rules or flow hold the id of an asset.
///
/// The ids of all kinds of assets look alike there, so whoever asks decides what a mention means.
/// Looking through the texts costs some milliseconds with ten thousand campaigns, and deleting an
/// asset is rare: cheaper than a table of uses that every write would have to keep.
extension StoreReader {
    /// By ascending id, the lists of campaigns among them.
    public func smartLists(mentioning id: Int64) throws -> [SmartList] {
        try smartLists(where: mentions("rules", [Self.inRules(id)]))
    }

    /// Campaigns whose flow mentions it, by ascending id.
    public func smartCampaigns(mentioning id: Int64) throws -> [SmartCampaign] {
        try smartCampaigns(where: mentions("flow", [Self.inRules(id), Self.inFlow(id)]))
    }

    /// As `RuleValue.storedJSON` writes it.
    private static func inRules(_ id: Int64) -> String { "\"assetId\":\(id)" }
    /// As `FlowParameter.storedJSON` writes it.
    private static func inFlow(_ id: Int64) -> String { "\"asset\":\(id)" }

    /// The id must end where the text does: 10 is not a mention of 100.
    private func mentions(_ column: String, _ texts: [String]) -> SQLCondition {
        var condition = SQLCondition()
        let endings = texts.flatMap { [$0 + ",", $0 + "}"] }
        condition.requireAny(
            of: endings.map { SQLCondition(connection.dialect.contains(column, "?"), [.text($0)]) })
        return condition
    }
}
