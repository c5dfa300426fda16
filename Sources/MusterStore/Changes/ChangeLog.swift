import MusterModel
import Synchronization

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
    func write(_ change: Change, _ sql: String, _ arguments: [SQLValue]) throws -> Int {
        if author != nil { try witness(change) }
        let changed = try rows.execute(sql, arguments)
        if changed > 0 { changes.note(change) }
        return changed
    }

    /// Runs one statement for each of `count` argument lists and notes what they change.
    func write(
        _ change: Change, _ sql: String, count: Int,
        bind: (inout any SQLBinder, Int) throws -> Void
    ) throws {
        guard count > 0 else { return }
        if author != nil { try witness(change) }
        try rows.executeMany(sql, count: count, bind: bind)
        changes.note(change)
    }
}

/// The change sets of the past, one small row a commit, so that a reader who was away reads what it
/// missed from its position on, and takes current values from the tables.
extension StoreReader {
    /// The changes after `commit`, oldest first, without values; at most `limit` of them.
    /// - Returns: `nil` when some of them are no longer kept, so that the reader must begin anew.
    public func changes(after commit: CommitNumber, limit: Int) throws -> [ChangeSet]? {
        guard commit < position.commit else { return [] }
        let sets = try connection.all(
            "SELECT number, changes FROM change_log WHERE number > ? ORDER BY number LIMIT ?",
            [.int(commit.rawValue), .int(Int64(limit))]
        ) { row in try ChangeSet(stored: row.text(1), commit: CommitNumber(row.int(0))) }
        // Numbers have no gaps, so a later first one means that rows before it were pruned.
        guard let first = sets.first, first.commit.rawValue == commit.rawValue + 1 else { return nil }
        return sets
    }
}

extension StoreWriter {
    /// How many commits stay readable for those who have not registered.
    /// - Source: our choice; a few megabytes at most.
    static let keptCommits: Int64 = 10_000
    private static let commitsBetweenPrunings: Int64 = 256

    /// Keeps everything after `position` readable for `reader` until it moves on or ends.
    public func setChangeReader(_ reader: String, at position: CommitNumber) throws {
        try write(
            .bookkeeping,
            """
            INSERT INTO change_reader (name, position) VALUES (?, ?) \
            ON CONFLICT (name) DO UPDATE SET position = excluded.position
            """, [.text(reader), .int(position.rawValue)])
    }

    public func endChangeReader(_ reader: String) throws {
        try write(.bookkeeping, "DELETE FROM change_reader WHERE name = ?", [.text(reader)])
    }

    /// Gives this transaction its number and stores what it changed; the last thing before it ends.
    func logChanges(at position: StorePosition) throws -> StorePosition {
        let next = position.advanced(by: changes)
        changes.commit = next.commit
        try next.store(rows)
        try rows.execute(
            "INSERT INTO change_log (number, changes) VALUES (?, ?)",
            [.int(next.commit.rawValue), .text(changes.stored)])
        if next.commit.rawValue % Self.commitsBetweenPrunings == 0 { try prune(through: next.commit) }
        return next
    }

    private func prune(through last: CommitNumber) throws {
        let slowest = try connection.first("SELECT min(position) FROM change_reader") { $0.intOrNil(0) } ?? nil
        let starting = try reader.firstCommitToJudge()?.rawValue
        let end = min(slowest ?? .max, starting ?? .max, last.rawValue - Self.keptCommits)
        try rows.execute("DELETE FROM change_log WHERE number <= ?", [.int(end)])
    }
}

/// Tells listeners after each commit what it changed, in commit order.
public final class ChangeFeed: Sendable {
    private struct State {
        var listeners: [(key: Int, body: @Sendable (ChangeSet) -> Void)] = []
        var next = 0
    }
    private let state = Mutex(State())

    /// `listener` is called on the writer's thread, before the next transaction begins, and must be
    /// quick. Keep the returned key to stop listening.
    @discardableResult
    public func listen(_ listener: @escaping @Sendable (ChangeSet) -> Void) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners.append((state.next, listener))
            return state.next
        }
    }

    public func stopListening(_ key: Int) { state.withLock { $0.listeners.removeAll { $0.key == key } } }

    func publish(_ changes: ChangeSet) {
        for listener in state.withLock({ $0.listeners }) { listener.body(changes) }
    }
}

/// The number of a transaction that changed something: ascending, stored, never used twice. 0 is the
/// state before the first.
public struct CommitNumber: RawRepresentable, Sendable, Hashable, Comparable, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }
    public init(_ value: Int64) { rawValue = value }
    public init(integerLiteral value: Int64) { rawValue = value }

    public var description: String { String(rawValue) }

    public static func < (left: CommitNumber, right: CommitNumber) -> Bool { left.rawValue < right.rawValue }
}

/// Which commits a snapshot contains, and the last of them that touched what others derive from.
/// Whatever is made of a snapshot and kept is kept under one of these numbers, and never under one
/// that was read at another moment than its data.
public struct StorePosition: Sendable, Hashable {
    /// The last commit of all.
    public var commit: CommitNumber = 0
    /// The last that wrote assets, fields, activity types or settings: what definitions are made of.
    public var definitions: CommitNumber = 0
    /// The last that wrote any of these or a run: what the records of assets are made of.
    public var records: CommitNumber = 0
    /// The last that wrote lead fields, activity types, settings or what triggers listen to.
    public var catalogs: CommitNumber = 0
}

extension SQLConnection {
    /// The last commit that it sees.
    public func lastCommit() throws -> CommitNumber {
        CommitNumber(try first("SELECT last FROM commit_position") { $0.int(0) } ?? 0)
    }
}

extension StorePosition {
    static func load(_ connection: any SQLConnection) throws -> StorePosition {
        try connection.first(
            "SELECT last, definitions, records, catalogs FROM commit_position", []
        ) { row in
            StorePosition(
                commit: CommitNumber(row.int(0)), definitions: CommitNumber(row.int(1)),
                records: CommitNumber(row.int(2)), catalogs: CommitNumber(row.int(3)))
        } ?? StorePosition()
    }

    /// Where the store stands after a transaction with these changes, which gets the next number.
    func advanced(by changes: ChangeSet) -> StorePosition {
        var next = self
        next.commit = CommitNumber(commit.rawValue + 1)
        let touchesCatalogs = changes.catalogs.contains { $0 != .users }
        if touchesCatalogs { next.catalogs = next.commit }
        if touchesCatalogs || changes.assets.contains(where: { $0.kind != .run }) { next.definitions = next.commit }
        if touchesCatalogs || !changes.assets.isEmpty { next.records = next.commit }
        return next
    }

    func store(_ connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE commit_position SET last = ?, definitions = ?, records = ?, catalogs = ?",
            [
                .int(commit.rawValue), .int(definitions.rawValue), .int(records.rawValue), .int(catalogs.rawValue),
            ])
    }
}
