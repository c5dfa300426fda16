import MusterModel
import MusterRules

/// Answers criteria that are too much for one statement: in as few statements as they fit into,
/// whose answers are combined here.
///
/// A list that is evaluated by itself is evaluated once. Statements say nothing that a whole
/// predicate would not; no engine has to offer anything for it.
struct PiecewiseSelection {
    /// The sets of all lists together; beyond it the question is refused.
    private static let mostBytes = 512 << 20

    private let reader: StoreReader
    private let universe: LeadUniverse
    private let lists: CriteriaLists
    private var sets: [SmartListID: LeadBits] = [:]
    private var everybody: LeadBits?

    init(_ lists: CriteriaLists, _ universe: LeadUniverse, _ reader: StoreReader) {
        self.lists = lists
        self.universe = universe
        self.reader = reader
    }

    mutating func select() throws -> LeadSet {
        // A row and not a recursion: a list refers only to lists before it.
        for list in lists.evaluated {
            let set = try evaluate(list.predicate, within: nil)
            let bytes = set.byteCount * (sets.count + 1)
            guard bytes <= Self.mostBytes else {
                throw StoreError(
                    .tooLarge,
                    "\(lists.evaluated.count) smart lists nested in one another, over \(universe.size) people, "
                        + "take more than \(Self.mostBytes >> 20) MiB")
            }
            sets[list.id] = set
        }
        return LeadSet(universe: universe, bits: try evaluate(lists.predicate, within: nil))
    }

    /// Those of whom the predicate is true, and no others than `within`.
    private mutating func evaluate(_ predicate: Predicate, within: LeadBits?) throws -> LeadBits {
        if lists.fits(predicate) { return try ask(predicate, within: within) }
        switch predicate {
        case .all(let parts):
            var left = within
            for piece in lists.pieces(parts, Predicate.all) {
                let found = try evaluate(piece, within: left)
                if found.isEmpty { return found }
                left = found
            }
            return try left ?? existing()
        case .any(let parts):
            var found = LeadBits(size: universe.size)
            for piece in lists.pieces(parts, Predicate.any) {
                found.formUnion(try evaluate(piece, within: within))
            }
            return found
        case .not(let part):
            var rest = try within ?? existing()
            rest.subtract(try evaluate(part, within: within))
            return rest
        case .inSmartList(let list):
            var set = sets[list] ?? LeadBits(size: universe.size)
            if let within { set.formIntersection(within) }
            return set
        case .always, .never, .field, .activities, .inStaticList, .inProgram, .inCampaign:
            // A leaf is never cut, so it is only too much when no statement at all can hold it.
            guard lists.weight(of: predicate).fits(.usual) else {
                throw StoreError(
                    .tooLarge,
                    "one filter with \(lists.weight(of: predicate).terms) comparisons, which no statement can hold")
            }
            return try ask(predicate, within: within)
        }
    }

    private mutating func existing() throws -> LeadBits {
        if let everybody { return everybody }
        let found = try ask(.always, within: nil)
        everybody = found
        return found
    }

    private func ask(_ predicate: Predicate, within: LeadBits?) throws -> LeadBits {
        var found = LeadBits(size: universe.size)
        guard let selection = selection(predicate, within: within) else { return found }
        try reader.connection.query("SELECT lead.id FROM lead WHERE \(selection.condition)", selection.arguments) {
            row in
            if let place = universe.place(of: LeadID(row.int(0))) { found.insert(place) }
            return true
        }
        if let within { found.formIntersection(within) }
        return found
    }

    /// `nil` when nobody can be selected.
    private func selection(_ predicate: Predicate, within: LeadBits?) -> LeadSelection? {
        let few = within.flatMap { within -> [LeadID]? in
            let places = within.numbers(limit: lists.limits.narrowing + 1)
            return places.count > lists.limits.narrowing ? nil : places.map(universe.lead)
        }
        var (among, after, through) = (few, LeadID?.none, LeadID?.none)
        switch universe {
        case .these(let leads): among = among ?? leads
        case .range(let first, let last):
            after = first > 1 ? LeadID(first - 1) : nil
            through = LeadID(last)
        }
        return LeadSelection(
            predicate, lists: lists.printed, among: among, after: after, through: through, reader.connection.dialect)
    }
}

/// Which lists of criteria are printed where they are referred to, and which are evaluated by
/// themselves.
struct CriteriaLists {
    let limits: StatementLimits
    let predicate: Predicate
    private(set) var printed: [SmartListID: Predicate] = [:]
    private(set) var evaluated: [Criteria.NestedList] = []
    private var weights: [SmartListID: PredicateWeight] = [:]

    init(_ criteria: Criteria, _ limits: StatementLimits) {
        self.limits = limits
        predicate = criteria.predicate.simplified
        let lists = criteria.lists.map { Criteria.NestedList($0.id, $0.predicate.simplified) }
        var uses: [SmartListID: Int] = [:]
        for predicate in [predicate] + lists.map(\.predicate) { predicate.countSmartLists(&uses) }
        for list in lists {
            let weight = PredicateWeight.of(list.predicate, weights)
            if weight.fits(limits), uses[list.id, default: 0] <= 1 || weight.terms <= limits.repeatedTerms {
                printed[list.id] = list.predicate
                weights[list.id] = weight
            } else {
                evaluated.append(list)
            }
        }
    }

    /// One statement answers them.
    var fitOneStatement: Bool { fits(predicate) }

    func weight(of predicate: Predicate) -> PredicateWeight { PredicateWeight.of(predicate, weights) }
    func fits(_ predicate: Predicate) -> Bool { weight(of: predicate).fits(limits) }

    /// The parts joined again, as many to a piece as one statement holds. Small ones come first:
    /// what they leave over, the others are asked of.
    func pieces(_ parts: [Predicate], _ join: ([Predicate]) -> Predicate) -> [Predicate] {
        var pieces: [Predicate] = []
        var large: [Predicate] = []
        var piece: [Predicate] = []
        var inPiece: [PredicateWeight] = []
        func close() {
            if !piece.isEmpty { pieces.append(piece.count == 1 ? piece[0] : join(piece)) }
            (piece, inPiece) = ([], [])
        }
        for part in parts {
            let weight = weight(of: part)
            guard weight.fits(limits) else {
                large.append(part)
                continue
            }
            if !piece.isEmpty, !PredicateWeight.joined(inPiece + [weight]).fits(limits) { close() }
            piece.append(part)
            inPiece.append(weight)
        }
        close()
        return pieces + large
    }
}

extension Predicate {
    fileprivate func countSmartLists(_ uses: inout [SmartListID: Int]) {
        switch self {
        case .inSmartList(let list): uses[list, default: 0] += 1
        case .all(let parts), .any(let parts): for part in parts { part.countSmartLists(&uses) }
        case .not(let part): part.countSmartLists(&uses)
        case .always, .never, .field, .activities, .inStaticList, .inProgram, .inCampaign: break
        }
    }
}

/// What one statement may hold, before a question is asked in pieces.
///
/// The smallest limits of the engines decide: SQLite's parser has room for a hundred open tokens,
/// of which a level of logic takes three and the deepest leaf forty.
public struct StatementLimits: Sendable {
    /// Comparisons.
    public var terms: Int
    /// Levels of logic inside one another.
    public var depth: Int
    /// A list that is referred to several times and has more comparisons is evaluated once, by
    /// itself; a smaller one is printed wherever it is referred to.
    public var repeatedTerms: Int
    /// Once so few people are left, the remaining pieces are asked of them alone.
    public var narrowing: Int

    public init(terms: Int, depth: Int, repeatedTerms: Int, narrowing: Int) {
        precondition(terms > 0 && depth > 0, "a statement holds at least one comparison")
        self.terms = terms
        self.depth = depth
        self.repeatedTerms = repeatedTerms
        self.narrowing = narrowing
    }

    public static let usual = StatementLimits(terms: 1_000, depth: 12, repeatedTerms: 16, narrowing: 1_000)
}

/// How much of a statement a predicate takes.
struct PredicateWeight: Hashable {
    let terms: Int
    let depth: Int

    /// Of a list that has to be evaluated by itself.
    static let endless = PredicateWeight(terms: Int.max / 4, depth: Int.max / 4)
    static let leaf = PredicateWeight(terms: 1, depth: 1)

    func fits(_ limits: StatementLimits) -> Bool { terms <= limits.terms && depth <= limits.depth }

    /// - Parameter lists: what the lists weigh that are printed where they are referred to.
    static func of(_ predicate: Predicate, _ lists: [SmartListID: PredicateWeight]) -> PredicateWeight {
        switch predicate {
        case .always, .never, .inStaticList: leaf
        case .all(let parts), .any(let parts): joined(parts.map { of($0, lists) })
        case .not(let part): of(part, lists).deeper(by: 1)
        case .field(_, let test): of(test)
        case .activities(let pattern, _):
            joined([leaf] + pattern.conditions.map { of($0.test) })
        case .inProgram(let membership): joined([leaf] + (membership.memberSince.map { [of($0)] } ?? []))
        case .inCampaign(_, let at): joined([leaf] + (at.map { [of($0)] } ?? []))
        case .inSmartList(let list): lists[list] ?? endless
        }
    }

    static func of(_ test: ValueTest) -> PredicateWeight {
        switch test {
        case .anyOf(let tests) where PredicateSQL.ranges(tests) == nil: joined(tests.map { of($0) })
        case .not(let test): of(test).deeper(by: 1)
        case .textIs(let texts): PredicateWeight(terms: 1 + PredicateSQL.printed(texts).count, depth: 1)
        case .textStartsWith(let texts), .textContains(let texts):
            texts.count > PredicateSQL.longestPrintedList ? leaf : joined(texts.map { _ in leaf })
        default: leaf
        }
    }

    /// As `PredicateSQL.joined` nests it.
    static func joined(_ parts: [PredicateWeight]) -> PredicateWeight {
        var (terms, depth) = (0, 0)
        for part in parts {
            terms = min(terms + part.terms, endless.terms)
            depth = max(depth, part.depth)
        }
        return PredicateWeight(terms: terms, depth: min(depth + levels(of: parts.count), endless.depth))
    }

    static func levels(of count: Int) -> Int {
        var (levels, left) = (1, count)
        while left > PredicateSQL.longestChain {
            left = (left + 1) / 2
            levels += 1
        }
        return levels
    }

    private func deeper(by levels: Int) -> PredicateWeight {
        PredicateWeight(terms: terms, depth: min(depth + levels, Self.endless.depth))
    }
}
