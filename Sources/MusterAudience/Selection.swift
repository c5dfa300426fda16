public import MusterModel
public import MusterRules
public import MusterStore

/// Everybody whom rules have selected at one moment, kept true while commits go on: whom a later
/// commit touched is judged again. People are taken from it in the order of their ids.
///
/// The rules, the moment and who there was are those of the beginning. Rules of nested lists are, too;
/// whoever a deleted list or program had as a member counts as before until something touches him.
public struct Selection: Sendable {
    /// Nobody with a higher id is selected, except in the place of somebody he was merged with.
    public let lastLead: LeadID
    /// The commit up to which it is true.
    public private(set) var asOf: CommitNumber
    /// Everybody up to this id has been taken.
    public private(set) var takenThrough: LeadID
    private let criteria: Criteria
    private var people: LeadSet
    /// People behind `takenThrough` or above `lastLead` into whom somebody was merged who had not been
    /// taken.
    private var standIns: Set<LeadID> = []

    init(_ criteria: Criteria, after: LeadID, through last: LeadID, asOf: CommitNumber) {
        self.criteria = criteria
        self.asOf = asOf
        takenThrough = after
        lastLead = last
        people = LeadSet(after: after, through: max(after, last))
    }

    /// Nobody is left to be taken.
    public var isEmpty: Bool { people.leads(after: takenThrough, limit: 1).isEmpty && standIns.isEmpty }

    fileprivate mutating func insert(_ leads: [LeadID]) { people.insert(leads) }
    fileprivate mutating func insert(_ leads: LeadSet) { people.insert(leads) }

    /// How many there are to be taken, by the state that `reader` sees.
    /// - Returns: `nil` when it cannot be known any more which people commits have touched.
    public mutating func count(_ reader: StoreReader) throws -> Int? {
        guard try catchUp(reader) else { return nil }
        return try people.count + standing(reader).count
    }

    /// Takes the next people, at most so many and those who stand for others, by the state that `reader`
    /// sees.
    /// - Returns: `nil` when it cannot be known any more which people commits have touched.
    public mutating func next(_ limit: Int, _ reader: StoreReader) throws -> [LeadID]? {
        guard try catchUp(reader) else { return nil }
        let leads = people.leads(after: takenThrough, limit: limit)
        let standing = try standing(reader)
        standIns = []
        people.remove(leads)
        takenThrough = leads.count < limit ? max(takenThrough, lastLead) : leads.last ?? takenThrough
        return leads + standing
    }

    /// Judges again whom commits have touched since, up to the state that `reader` sees.
    /// - Returns: false when it cannot be known any more who that is.
    private mutating func catchUp(_ reader: StoreReader) throws -> Bool {
        guard let touched = try reader.leadsTouched(after: asOf) else { return false }
        people.insert(try meeting(leave(touched), reader))
        return true
    }

    /// Takes out whom commits have touched, and who is asked about here; they are to be judged again, by
    /// the state after those commits or a later one.
    fileprivate mutating func leave(_ touched: TouchedLeads) -> [LeadID] {
        for merge in touched.merges where !isAhead(merge.winner) {
            if merge.losers.contains(where: { isAhead($0) || standIns.contains($0) }) { standIns.insert(merge.winner) }
        }
        let leads = touched.leads.filter { isAhead($0) }.sorted()
        people.remove(leads)
        asOf = touched.asOf
        return leads
    }

    private func isAhead(_ lead: LeadID) -> Bool { lead > takenThrough && lead <= lastLead }

    private func standing(_ reader: StoreReader) throws -> [LeadID] { try meeting(standIns.sorted(), reader) }

    private func meeting(_ leads: [LeadID], _ reader: StoreReader) throws -> [LeadID] {
        leads.isEmpty ? [] : try reader.leads(meeting: criteria, among: leads)
    }
}

extension Audience {
    /// A range of so few people is not divided further.
    private static let fewest: Int64 = 1_000
    /// Whoever uses the selection has no more than so many people to judge again, unless commits are
    /// faster than judging.
    private static let manyTouched = 500
    /// So many are judged again in one reading. Each reading may see a later state than the one before:
    /// whom commits between them touch is judged once more.
    private static let touchedAtOnce = 10_000
    private static let catchUps = 5

    /// Everybody whom rules select and the further condition lets pass, evaluated beside everything else.
    ///
    /// What takes longer than a reading may is evaluated in ranges of people, each in a snapshot of its
    /// own; commits between them are accounted for like those after.
    ///
    /// - Parameters:
    ///   - taken: only people behind this id are asked about,
    ///   - last: and only up to this one; `nil` for everybody there is,
    ///   - commit: whom merges after it concern is accounted for, too; `nil` for those from now on.
    /// - Throws: `RuleError` when the rules are invalid, or `StoreError`: `.timedOut` when a range of a
    ///   thousand people takes too long, `.tooLarge` for what this machine cannot evaluate.
    public func select(
        _ rules: RuleSet, and condition: Predicate, at moment: Moment, after taken: LeadID = 0,
        through last: LeadID? = nil, since commit: CommitNumber? = nil, for asker: Asker = .command
    ) async throws -> Selection {
        let (begun, criteria) = try await questions.ask(asker) { reader in
            let criteria = try Judge(reader: reader, moment: moment).criteria(rules).and(condition)
            let last = try last ?? reader.lastLead()
            let asOf = commit ?? reader.position.commit
            return (Selection(criteria, after: taken, through: last, asOf: asOf), criteria)
        }
        var selection = begun
        var ranges = [(after: taken.rawValue, through: selection.lastLead.rawValue)]
        while let range = ranges.popLast() {
            guard range.through > range.after else { continue }
            do {
                selection.insert(
                    try await questions.ask(asker) { reader in
                        try reader.leadSet(
                            meeting: criteria, after: LeadID(range.after), through: LeadID(range.through))
                    })
            } catch let error as StoreError where error.code == .timedOut && range.through - range.after > Self.fewest {
                let middle = range.after + (range.through - range.after) / 2
                ranges += [(middle, range.through), (range.after, middle)]
            }
        }
        for _ in 0..<Self.catchUps {
            let asOf = selection.asOf
            guard let touched = try await questions.ask(asker, { try $0.leadsTouched(after: asOf) }) else { break }
            let leads = selection.leave(touched)
            for start in stride(from: 0, to: leads.count, by: Self.touchedAtOnce) {
                let slice = Array(leads[start..<min(start + Self.touchedAtOnce, leads.count)])
                selection.insert(try await questions.ask(asker) { try $0.leads(meeting: criteria, among: slice) })
            }
            guard leads.count > Self.manyTouched else { break }
        }
        return selection
    }
}
