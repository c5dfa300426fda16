import MusterModel

/// What one statement changes. Every write of a `StoreWriter` names one, so that the change set of a
/// transaction is complete by construction.
enum Change {
    /// Consecutive ids from `first` on, one for each of the values.
    case created(first: Int64, [[LeadField: FieldValue]])
    /// One value a lead, in the same order.
    case set(LeadField, [LeadID], [FieldValue])
    /// Several values of several leads, of each field one a lead in the same order.
    case values([(LeadField, [FieldValue])], of: [LeadID])
    case deleted([LeadID])
    case merged([LeadID], into: LeadID)
    case joined(StaticListID, [LeadID])
    case left(StaticListID, [LeadID])
    case programMembers(ProgramID, [LeadID])
    case entered(SmartCampaignID, [LeadID])
    /// Consecutive ids from `first` on.
    case appended(first: Int64, [NewActivity])
    case asset(ChangedAsset.Kind, Int64)
    case catalog(ChangedCatalog)
    case work(EngineWork)
    /// Part of something that another statement of the same primitive reports.
    case detail
    /// What nothing is derived from: ids given, tokens issued, the place of a clock or a reader.
    case bookkeeping

    static func asset(_ id: FolderID) -> Change { .asset(.folder, id.rawValue) }
    static func asset(_ id: ProgramID) -> Change { .asset(.program, id.rawValue) }
    static func asset(_ id: StaticListID) -> Change { .asset(.staticList, id.rawValue) }
    static func asset(_ id: SmartListID) -> Change { .asset(.smartList, id.rawValue) }
    static func asset(_ id: SmartCampaignID) -> Change { .asset(.smartCampaign, id.rawValue) }
    static func asset(_ id: EmailID) -> Change { .asset(.email, id.rawValue) }
    static func asset(_ id: CampaignRunID) -> Change { .asset(.run, id.rawValue) }
    static func asset(_ container: FolderReference) -> Change {
        .asset(container.kind == .folder ? .folder : .program, container.id)
    }
}

extension ChangeSet {
    mutating func note(_ change: Change) {
        switch change {
        case .created(let first, let rows):
            leads.created += rows.indices.map { LeadID(first + Int64($0)) }
            values.created += rows
        case .set(let field, let ids, let new):
            leads.set[field.id, default: []] += ids
            values.set[field.id, default: []] += new
        case .values(let written, let ids):
            for (field, new) in written { note(.set(field, ids, new)) }
        case .deleted(let ids): leads.deleted += ids
        case .merged(let losers, let winner): leads.merged.append(Merge(losers: losers, winner: winner))
        case .joined(let list, let ids): listMembers[list, default: MemberChanges()].joined += ids
        case .left(let list, let ids): listMembers[list, default: MemberChanges()].left += ids
        case .programMembers(let program, let ids): programMembers[program, default: []] += ids
        case .entered(let campaign, let ids): campaignEntries[campaign, default: []] += ids
        case .appended(let first, let new):
            let last = first + Int64(new.count) - 1
            activities = (activities?.lowerBound ?? first)...last
            values.activities += new
        case .asset(let kind, let id): assets.insert(ChangedAsset(kind: kind, id: id))
        case .catalog(let catalog): catalogs.insert(catalog)
        case .work(let work): engineWork.insert(work)
        case .detail, .bookkeeping: break
        }
    }
}

extension StoreWriter {
    /// Runs one statement and notes what it changes, if it changed a row.
    @discardableResult
    func write(_ change: @autoclosure () -> Change, _ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let changed = try rows.execute(sql, arguments)
        if changed > 0 { changes.note(change()) }
        return changed
    }

    /// Runs one statement for each of `count` argument lists and notes what they change.
    func write(
        _ change: @autoclosure () -> Change, _ sql: String, count: Int,
        bind: (inout any SQLBinder, Int) throws -> Void
    ) throws {
        guard count > 0 else { return }
        try rows.executeMany(sql, count: count, bind: bind)
        changes.note(change())
    }
}
