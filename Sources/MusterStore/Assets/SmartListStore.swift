public import MusterModel
import MusterRules

extension StoreReader {
    private static let columns = """
        id, name, description, folder_id, program_id, campaign_id, rules, created_at, updated_at, \
        email_program_id, is_system
        """

    public func smartList(_ id: SmartListID) throws -> SmartList? {
        try connection.first(
            "SELECT \(Self.columns) FROM smart_list WHERE id = ?", [.id(id)], SmartList.init(row:))
    }

    /// The list of the exact name that people made. Owned lists carry their owner's name and come
    /// last; of several the one outside of programs, then the one with the lowest id.
    public func smartList(named name: String) throws -> SmartList? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM smart_list WHERE name = ? AND is_system = 0
              ORDER BY CASE WHEN \(SmartList.standsAlone) THEN 0 ELSE 1 END,
                CASE WHEN program_id IS NULL THEN 0 ELSE 1 END, id LIMIT 1
            """,
            [.text(name)], SmartList.init(row:))
    }

    /// The list that says who takes part in a campaign; `nil` when there is no such campaign.
    public func smartList(of campaign: SmartCampaignID) throws -> SmartList? {
        try smartLists(where: SQLCondition("campaign_id = ?", [.id(campaign)])).first
    }

    /// Whom an e-mail program sends to; `nil` for any other program.
    public func smartList(ofEmailProgram program: ProgramID) throws -> SmartList? {
        try smartLists(where: SQLCondition("email_program_id = ?", [.id(program)])).first
    }

    /// Includes the lists that belong to campaigns, but not the server's own.
    /// - Source: Marketo's release notes of August 2019.
    public func smartLists(_ query: AssetQuery) throws -> [SmartList] {
        let (rest, arguments) = query.selection(from: .smartList)
        return try connection.all(
            "SELECT \(Self.columns) FROM smart_list" + rest, arguments, SmartList.init(row:))
    }

    func smartLists(where condition: SQLCondition) throws -> [SmartList] {
        try connection.all(
            "SELECT \(Self.columns) FROM smart_list\(condition.whereClause) ORDER BY id", condition.arguments,
            SmartList.init(row:))
    }
}

extension StoreWriter {
    /// Makes a stand-alone or local list; a campaign's own comes with the campaign.
    public func createSmartList(
        name: String, description: String?, folder: FolderReference, rules: RuleSet = .empty
    ) throws -> SmartList {
        let rules = try withRuleIDs(rules)
        let list = SmartList(
            id: SmartListID(try nextIDs(.smartList, count: 1)), name: name, description: description,
            folder: folder, rules: rules, createdAt: now, updatedAt: now)
        try insert(list, at: try reader.placement(in: folder))
        return list
    }

    /// Writes name and description; rules have `setRules`, and a list does not move.
    @discardableResult
    public func updateSmartList(_ list: SmartList) throws -> SmartList {
        try requireName(list.name, of: .smartList, list.id.rawValue)
        var list = list
        list.updatedAt = now
        let changed = try write(
            .asset(list.id), "UPDATE smart_list SET name = ?, description = ?, updated_at = ? WHERE id = ?",
            [.text(list.name), .textOrNull(list.description), .instant(now), .id(list.id)])
        guard changed > 0 else { throw AssetNotFoundError("smart list", list.id.rawValue) }
        return list
    }

    /// Replaces the rules, giving an id to each that has none; answers them with their ids. The
    /// list and the campaign it belongs to count as updated.
    ///
    /// What an activated campaign listens to is not derived here: the caller activates it again
    /// with the activity types of the new triggers.
    @discardableResult
    public func setRules(_ rules: RuleSet, of list: SmartListID) throws -> RuleSet {
        try tell(.rules(list))
        let rules = try withRuleIDs(rules)
        let changed = try write(
            .asset(list), "UPDATE smart_list SET rules = ?, updated_at = ? WHERE id = ?",
            [.text(rules.storedJSON().jsonText), .instant(now), .id(list)])
        guard changed > 0 else { throw AssetNotFoundError("smart list", list.rawValue) }
        try write(
            .asset(list), "UPDATE smart_campaign SET updated_at = ? WHERE smart_list_id = ?",
            [.instant(now), .id(list)])
        return rules
    }

    func insert(_ list: SmartList, at placement: AssetPlacement) throws {
        try requireName(list.name)
        try write(
            .asset(list.id),
            """
            INSERT INTO smart_list (id, name, description, folder_id, program_id, campaign_id, email_program_id,
              rules, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [.id(list.id), .text(list.name), .textOrNull(list.description)] + placement.arguments + [
                .intOrNull(list.campaignID?.rawValue), .intOrNull(list.emailProgramID?.rawValue),
                .text(list.rules.storedJSON().jsonText), .instant(now), .instant(now),
            ])
    }

    private func withRuleIDs(_ rules: RuleSet) throws -> RuleSet {
        var rules = rules
        var ids = IDBlock()
        try ids.reserve((rules.triggers + rules.filters).count { $0.id == 0 }, .rule, self)
        for index in rules.triggers.indices { ids.number(&rules.triggers[index].id) }
        for index in rules.filters.indices { ids.number(&rules.filters[index].id) }
        return rules
    }
}

extension SmartList {
    fileprivate init(row: any SQLRow) throws {
        let id = row.int(0)
        let rules: RuleSet
        do {
            rules = try RuleSet(storedJSON: JSONParser.parse(row.text(6)))
        } catch {
            throw StoredContentError("rules of smart list \(id)", "\(error)")
        }
        self.init(
            id: SmartListID(id), name: row.text(1), description: row.textOrNil(2),
            folder: AssetPlacement(row, at: 3).container,
            owner: row.intOrNil(5).map { .campaign(SmartCampaignID($0)) }
                ?? row.intOrNil(9).map { .emailProgram(ProgramID($0)) },
            isSystem: row.flag(10), rules: rules, createdAt: row.instant(7), updatedAt: row.instant(8))
    }

    /// True of rows that have no owner, and therefore a name of their own.
    static let standsAlone = "campaign_id IS NULL AND email_program_id IS NULL"
}
