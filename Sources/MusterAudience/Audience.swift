public import MusterModel
public import MusterRules
public import MusterStore

/// Who is in a smart list: the one door to this question.
///
/// Questions from outside are answered on threads of their own, so many at once and each for so
/// long (`QuestionLimits`); the engine's, inside its transaction, by `judge`. Which reader of the
/// predicate answers is decided behind these calls: today the SQL reader, later the column index.
public struct Audience: Sendable {
    let store: Store
    let questions: Questions
    /// A range of so few people is not divided further when reading it takes too long, nor are so few who are
    /// judged again.
    var fewest: Int64 = 1_000
    /// For tests: throws what reading a range of people is to fail with.
    var reading: @Sendable (ClosedRange<LeadID>) throws -> Void = { _ in }
    /// For tests: throws what judging people again is to fail with.
    var judging: @Sendable ([LeadID]) throws -> Void = { _ in }

    public init(store: Store, limits: QuestionLimits = QuestionLimits()) {
        self.store = store
        questions = Questions(store: store, limits: limits)
    }

    /// A number of people and the moment at which it was true.
    public struct Count: Sendable {
        public let count: Int
        public let asOf: Instant
    }

    /// `nil` when there is no such list. A list without filters has no members.
    /// - Throws: `RuleError` when the rules are invalid, `QuestionError`, or `StoreError.cancelled`,
    ///   `.timedOut` and `.tooLarge`.
    public func count(of list: SmartListID, for asker: Asker = .command) async throws -> Count? {
        let moment = store.moment
        return try await questions.ask(asker) { reader -> Count? in
            guard let rules = try reader.smartList(list)?.rules else { return nil }
            let count =
                rules.filters.isEmpty
                ? 0 : try reader.count(meeting: Judge(reader: reader, moment: moment).criteria(rules))
            return Count(count: count, asOf: moment.instant)
        }
    }

    /// `nil` when there is no such list.
    /// - Throws: as for a smart list, but for `RuleError`.
    public func count(of list: StaticListID, for asker: Asker = .command) async throws -> Count? {
        let moment = store.moment
        return try await questions.ask(asker) { reader -> Count? in
            guard try reader.staticList(list) != nil else { return nil }
            return Count(count: try reader.memberCount(of: list), asOf: moment.instant)
        }
    }

    /// People of the list by ascending id after `after`; `nil` when there is no such list.
    /// - Throws: as for a count.
    public func leads(
        of list: SmartListID, after: LeadID?, limit: Int, for asker: Asker = .command
    ) async throws -> [LeadID]? {
        let moment = store.moment
        return try await questions.ask(asker) { reader -> [LeadID]? in
            guard let rules = try reader.smartList(list)?.rules else { return nil }
            guard !rules.filters.isEmpty else { return [] }
            let criteria = try Judge(reader: reader, moment: moment).criteria(rules)
            return try reader.leads(meeting: criteria, after: after, limit: limit)
        }
    }

    /// Judges people at exactly the state that `reader` sees, on the calling thread: inside the
    /// transaction that acts on the answer.
    public static func judge(_ reader: StoreReader, at moment: Moment) -> Judge {
        Judge(reader: reader, moment: moment)
    }
}

/// Judges people by rules, in one snapshot and at one moment.
public struct Judge {
    private let reader: StoreReader
    private let assets: StoreAssetDirectory
    private let compiler: RuleCompiler

    init(reader: StoreReader, moment: Moment) {
        self.reader = reader
        assets = StoreAssetDirectory(reader)
        compiler = RuleCompiler(catalog: reader.ruleCatalog, assets: assets, moment: moment)
    }

    /// Those of the leads whom the filters select and the further condition lets pass.
    /// - Throws: `RuleError` when the rules are invalid, or a fault of the storage.
    public func leads(_ leads: [LeadID], whoMeet rules: RuleSet, and condition: Predicate = .always) throws -> Set<
        LeadID
    > {
        try selected(leads, criteria(rules).and(condition))
    }

    /// Those of the leads who meet the condition of a choice.
    /// - Throws: as for rules.
    public func leads(_ leads: [LeadID], whoMeet condition: Rule) throws -> Set<LeadID> {
        try selected(leads, compiled { () throws(RuleError) in try compiler.criteria(condition) })
    }

    /// Everybody whom the filters select and the further condition lets pass.
    public func everyone(whoMeets rules: RuleSet, and condition: Predicate = .always) throws -> LeadSet {
        try reader.leadSet(meeting: criteria(rules).and(condition))
    }

    /// What the filters ask.
    func criteria(_ rules: RuleSet) throws -> Criteria {
        try compiled { () throws(RuleError) in try compiler.criteria(rules) }
    }

    private func selected(_ leads: [LeadID], _ criteria: Criteria) throws -> Set<LeadID> {
        leads.isEmpty ? [] : Set(try reader.leads(meeting: criteria, among: leads))
    }

    /// A rule whose assets could not be read is not wrong: what reading them failed with is told.
    private func compiled(_ compile: () throws(RuleError) -> Criteria) throws -> Criteria {
        do { return try compile() } catch {
            if let fault = assets.fault { throw fault }
            throw error
        }
    }
}

/// The assets of one snapshot, as rules and flows refer to them.
public struct StoreAssetDirectory: AssetDirectory {
    private let reader: StoreReader
    private let faults = Faults()

    public init(_ reader: StoreReader) { self.reader = reader }

    /// What the first look-up that failed has failed with.
    public var fault: (any Error)? { faults.first }

    public func assetID(_ kind: AssetKind, named name: String) throws -> Int64? {
        try faults.noting { try reader.assetID(kind, named: name) }
    }
    public func assetName(_ kind: AssetKind, id: Int64) throws -> String? {
        try faults.noting { try reader.assetName(kind, id: id) }
    }
    public func rules(of list: SmartListID) throws -> RuleSet? {
        try faults.noting { try reader.smartList(list)?.rules }
    }

    /// Lowering turns a failed look-up into a problem of the rule; what it was is kept here.
    private final class Faults {
        private(set) var first: (any Error)?

        func noting<T>(_ body: () throws -> T) throws -> T {
            do { return try body() } catch {
                first = first ?? error
                throw error
            }
        }
    }
}

extension StoreReader {
    /// What rules can be made of in this instance.
    public var ruleCatalog: RuleCatalog {
        RuleCatalog(leadFields: catalogs.leadFields, activityTypes: catalogs.activityTypes)
    }

    /// Reads and writes rule documents against this snapshot.
    public var ruleDocument: RuleDocument {
        RuleDocument(catalog: ruleCatalog, assets: StoreAssetDirectory(self))
    }

    /// Gives rules their meaning at a moment.
    public func ruleCompiler(at moment: Moment) -> RuleCompiler {
        RuleCompiler(catalog: ruleCatalog, assets: StoreAssetDirectory(self), moment: moment)
    }
}
