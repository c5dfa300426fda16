public import MusterModel
public import MusterRules
public import MusterStore

/// Everybody whom rules have selected at one moment, kept true while commits go on: whom a later
/// commit touched is judged again. People are taken from it in the order of their ids.
///
/// The rules, the moment and who there was are those of the beginning. Rules of nested lists are, too;
/// whoever a deleted list or program had as a member counts as before until something touches him.
///
/// What commits have touched is read, and judged again, a bounded number at a time: a transaction that
/// takes people from it is as long after a day of commits as after a moment of them.
public struct Selection: Sendable {
    /// What can be said by the state that a reader sees.
    public enum Answer<Value: Sendable>: Sendable {
        case known(Value)
        /// Commits have touched more people than may be looked at here: `Audience.catchUp` comes first.
        case behind
        /// It cannot be known any more which people commits have touched.
        case lost
    }

    /// Nobody with a higher id is selected, except in the place of somebody he was merged with.
    public let lastLead: LeadID
    /// Commits up to this one are accounted for in whom was taken and who is behind `takenThrough`.
    public private(set) var asOf: CommitNumber
    /// Everybody up to this id has been taken.
    public private(set) var takenThrough: LeadID
    private let criteria: Criteria
    private var people: LeadSet
    /// Whom commits have touched since they were judged; nobody of `people`.
    private var touched: LeadSet
    /// Commits up to this one have been read.
    private var readThrough: CommitNumber
    /// People behind `takenThrough` or above `lastLead` into whom somebody was merged who had not been
    /// taken.
    private var standIns: Set<LeadID> = []
    /// How often it was caught up with since something could be said. Each time twice as many may be
    /// looked at, so that commits cannot outrun it for ever.
    private var catchUps = 0

    /// People who are judged again in a transaction at most.
    public static let few = 1_000
    /// Reading who was touched costs so much less than judging him.
    private static let readsAJudgement = 10

    init(_ criteria: Criteria, after: LeadID, through last: LeadID, asOf: CommitNumber) {
        self.criteria = criteria
        self.asOf = asOf
        readThrough = asOf
        takenThrough = after
        lastLead = last
        people = LeadSet(after: after, through: max(after, last))
        touched = people
    }

    /// Nobody is left to be taken, or to be judged.
    public var isEmpty: Bool {
        people.leads(after: takenThrough, limit: 1).isEmpty && touched.leads(after: takenThrough, limit: 1).isEmpty
            && standIns.isEmpty
    }

    fileprivate mutating func insert(_ leads: LeadSet) { people.insert(leads) }

    /// How many there are to be taken, by the state that `reader` sees.
    public mutating func count(_ reader: StoreReader, within few: Int = few) throws -> Answer<Int> {
        if let trouble: Answer<Int> = try follow(reader, few) { return trouble }
        let unsure = touched.leads(after: takenThrough)
        guard unsure.count + standIns.count <= bound(few) else { return .behind }
        judged(unsure, meet: try meeting(unsure, reader))
        catchUps = 0
        return .known(try people.count + meeting(standIns.sorted(), reader).count)
    }

    /// Takes the next people, at most so many and as many who stand for others, by the state that
    /// `reader` sees.
    public mutating func next(
        _ limit: Int, _ reader: StoreReader, within few: Int = few
    ) throws -> Answer<[LeadID]> {
        if let trouble: Answer<[LeadID]> = try follow(reader, few) { return trouble }
        catchUps = 0
        let standing = Array(standIns.sorted().prefix(limit))
        standIns.subtract(standing)
        let substitutes = try meeting(standing, reader)
        // Until the last of them was taken nobody else is, so that a process that begins again by `asOf`
        // and `takenThrough` finds them again.
        guard standIns.isEmpty else { return .known(substitutes) }
        let unsure = touched.leads(after: takenThrough, limit: limit)
        let leads = (people.leads(after: takenThrough, limit: limit) + unsure).sorted().prefix(limit)
        judged(unsure.filter { $0 <= leads.last ?? 0 }, meet: try meeting(unsure, reader))
        let taken = leads.filter(people.contains)
        people.remove(taken)
        takenThrough = leads.count < limit ? max(takenThrough, lastLead) : leads.last ?? takenThrough
        asOf = readThrough
        return .known(taken + substitutes)
    }

    /// Reads whom commits have touched up to the state that `reader` sees.
    /// - Returns: what else there is to say; `nil` when they were few.
    fileprivate mutating func follow<Value: Sendable>(_ reader: StoreReader, _ few: Int) throws -> Answer<Value>? {
        guard
            let touched = try reader.leadsTouched(after: readThrough, limit: bound(few) * Self.readsAJudgement)
        else { return .lost }
        note(touched)
        return readThrough < reader.position.commit ? .behind : nil
    }

    private func bound(_ few: Int) -> Int { max(few, 1) << min(catchUps, 20) }
    fileprivate mutating func beginCatchingUp() { catchUps += 1 }

    /// They are to be judged again, by the state after those commits or a later one.
    private mutating func note(_ commits: TouchedLeads) {
        for merge in commits.merges where !isAhead(merge.winner) {
            if merge.losers.contains(where: { isAhead($0) || standIns.contains($0) }) { standIns.insert(merge.winner) }
        }
        let leads = commits.leads.filter { isAhead($0) }
        people.remove(leads)
        touched.insert(leads)
        readThrough = commits.asOf
    }

    private func isAhead(_ lead: LeadID) -> Bool { lead > takenThrough && lead <= lastLead }

    /// The first of those who are to be judged again behind `lead`.
    fileprivate func unsure(after lead: LeadID, limit: Int) -> [LeadID] {
        touched.leads(after: max(lead, takenThrough), limit: limit)
    }

    fileprivate mutating func judged(_ leads: [LeadID], meet fitting: [LeadID]) {
        touched.remove(leads)
        people.insert(fitting.filter { !touched.contains($0) })
    }

    fileprivate func meeting(_ leads: [LeadID], _ reader: StoreReader) throws -> [LeadID] {
        leads.isEmpty ? [] : try reader.leads(meeting: criteria, among: leads)
    }
}

extension Audience {
    /// Whoever uses the selection has no more than so many people to judge again, unless commits are
    /// faster than judging.
    private static let manyTouched = 500
    /// So many are read of, or judged again, in one reading. Each reading may see a later state than the
    /// one before: whom commits between them touch is judged once more.
    private static let touchedAtOnce = 10_000
    private static let rounds = 5

    /// Everybody whom rules select and the further condition lets pass, evaluated beside everything else.
    ///
    /// What takes longer than a reading may is evaluated in ranges of people, each in a snapshot of its
    /// own; commits between them are accounted for like those after.
    ///
    /// - Parameters:
    ///   - taken: only people behind this id are asked about,
    ///   - last: and only up to this one; `nil` for everybody there is,
    ///   - commit: whom merges after it concern is accounted for, too; `nil` for those from now on.
    /// - Throws: `RuleError` when the rules are invalid, or `StoreError`: `.timedOut` when `fewest` people
    ///   take too long, `.tooLarge` for what this machine cannot evaluate.
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
                let people = LeadID(range.after + 1)...LeadID(range.through)
                selection.insert(
                    try await questions.ask(asker) { [reading] reader in
                        try reading(people)
                        return try reader.leadSet(
                            meeting: criteria, after: LeadID(range.after), through: LeadID(range.through))
                    })
            } catch let error as StoreError where error.code == .timedOut && range.through - range.after > fewest {
                let middle = range.after + (range.through - range.after) / 2
                ranges += [(middle, range.through), (range.after, middle)]
            }
        }
        return try await follow(selection, for: asker)
    }

    /// Judges again whom commits have touched, beside everything else.
    /// - Throws: `StoreError` as `select`.
    public func catchUp(_ selection: Selection, for asker: Asker = .command) async throws -> Selection {
        var selection = selection
        selection.beginCatchingUp()
        return try await follow(selection, for: asker)
    }

    /// Until few are left, but not for ever.
    private func follow(_ selection: Selection, for asker: Asker) async throws -> Selection {
        var (selection, size) = (selection, Self.touchedAtOnce)
        for _ in 0..<Self.rounds {
            while true {
                let before = selection
                let (next, trouble) = try await questions.ask(asker) { reader in
                    var next = before
                    let trouble: Selection.Answer<Bool>? = try next.follow(reader, Self.touchedAtOnce)
                    return (next, trouble)
                }
                selection = next
                if case .lost = trouble { return selection }
                guard case .behind = trouble else { break }
            }
            var (count, last) = (0, LeadID(0))
            while true {
                let current = selection
                let leads = current.unsure(after: last, limit: size)
                guard let end = leads.last else { break }
                do {
                    let fitting = try await questions.ask(asker) { [judging] reader in
                        try judging(leads)
                        return try current.meeting(leads, reader)
                    }
                    selection.judged(leads, meet: fitting)
                    (count, last) = (count + leads.count, end)
                } catch let error as StoreError where error.code == .timedOut && leads.count > fewest {
                    size = leads.count / 2
                }
            }
            guard count > Self.manyTouched else { break }
        }
        return selection
    }
}
