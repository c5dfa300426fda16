import MusterModel
import MusterRules

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
