import MusterModel
import Testing

@testable import MusterRules

/// Inserting, deleting and moving rules, and what that does to the logic.
@Suite struct RuleSetEditingTests {
    /// A rule that is known by its id alone.
    private static func rule(_ id: Int64) -> Rule {
        Rule(id: id, name: "City", typeID: 1, kind: .attribute, operatorName: "is", conditions: [])
    }

    /// Filters with these ids, in custom logic where one is given.
    private static func rules(_ filters: [Int64], _ logic: String? = nil, triggers: [Int64] = []) -> RuleSet {
        RuleSet(
            match: logic == nil ? .all : .custom, customLogic: logic, triggers: triggers.map(rule),
            filters: filters.map(rule))
    }

    private static func refusal(_ rules: RuleSet, _ edit: (inout RuleSet) throws -> Void) throws -> RuleEditError? {
        var edited = rules
        let error = #expect(throws: RuleEditError.self) { try edit(&edited) }
        #expect(edited == rules, "a refused edit changes nothing")
        return error
    }

    @Test(
        "a rule goes in at its position",
        arguments: [([], 1, [9]), ([1, 2], 1, [9, 1, 2]), ([1, 2], 2, [1, 9, 2]), ([1, 2], 3, [1, 2, 9])]
            as [([Int64], Int64, [Int64])])
    func insert(before: [Int64], position: Int64, after: [Int64]) throws {
        for role in RuleRole.allCases {
            var rules = RuleSet()
            rules[role] = before.map(Self.rule)
            try rules.insert(Self.rule(9), as: role, at: position)
            #expect(rules[role].map(\.id) == after)
            #expect(rules[role == .filter ? .trigger : .filter].isEmpty)
        }
    }

    @Test(
        "positions outside", arguments: [(Int64.min, 1), (-1, 1), (0, 1), (4, 3), (.max, 3)] as [(Int64, Int)])
    func outside(position: Int64, bound: Int) throws {
        let error = try Self.refusal(Self.rules([1, 2])) { try $0.insert(Self.rule(9), as: .filter, at: position) }
        #expect(error == (position < 1 ? .belowMinimum("index", bound) : .aboveMaximum("index", bound)))
    }

    @Test("as many filters as a document may have, and no more")
    func limit() throws {
        var rules = Self.rules(Array(1...Int64(RuleDocument.mostFilters) - 1))
        try rules.insert(Self.rule(900), as: .filter, at: 1)
        let error = try Self.refusal(rules) { try $0.insert(Self.rule(901), as: .filter, at: 1) }
        #expect(error == .invalid([Diagnostic("filters", "there are 200 filters, the limit is 200")]))
    }

    @Test(
        "numbers follow filters that a new one moves",
        arguments: [
            (1, "2 and (3 OR 4)"), (2, "1 and (3 OR 4)"), (3, "1 and (2 OR 4)"), (4, "1 and (2 OR 3)"),
        ] as [(Int64, String)])
    func insertUnderLogic(position: Int64, logic: String) throws {
        var rules = Self.rules([1, 2, 3], "1 and (2 OR 3)")
        try rules.insert(Self.rule(9), as: .filter, at: position)
        #expect(rules.customLogic == logic)
        #expect(throws: RuleLogicError("filter \(position) is not used")) {
            try RuleLogic(logic, filterCount: 4)
        }
        try rules.removeRule(9)
        #expect(rules.customLogic == "1 and (2 OR 3)", "as if nothing had been")
    }

    @Test("a trigger is not numbered", arguments: [1, 2])
    func triggerUnderLogic(position: Int64) throws {
        var rules = Self.rules([1, 2], "1 or 2", triggers: [5])
        try rules.insert(Self.rule(9), as: .trigger, at: position)
        try rules.removeRule(5)
        #expect(rules.customLogic == "1 or 2")
        #expect(rules.triggers.map(\.id) == [9])
    }

    @Test("a deleted filter leaves the logic as it stands, and in error", arguments: [1, 2, 3] as [Int64])
    func deleteUnderLogic(id: Int64) throws {
        var rules = Self.rules([1, 2, 3], "1 and (2 or 3)")
        try rules.removeRule(id)
        #expect(rules.filters.map(\.id) == [1, 2, 3].filter { $0 != id })
        #expect(rules.customLogic == "1 and (2 or 3)")
        #expect(rules.match == .custom)
        #expect(throws: RuleLogicError("there is no filter 3, there are only 2 filters")) {
            try RuleLogic(rules.customLogic ?? "", filterCount: 2)
        }
    }

    @Test("a filter that comes meanwhile does not take the place of the deleted one")
    func deleteAfterInsert() throws {
        var rules = Self.rules([1, 2, 3], "1 and (2 or 3)")
        try rules.insert(Self.rule(9), as: .filter, at: 4)
        try rules.removeRule(2)
        #expect(rules.filters.map(\.id) == [1, 3, 9])
        #expect(rules.customLogic == "1 and (4 or 2)")
    }

    @Test("deleting everything leaves a list as new")
    func deleteAll() {
        var rules = Self.rules([1, 2, 3], "1 and (2 or 3)", triggers: [4])
        rules.removeAllRules()
        #expect(rules == .empty)
    }

    @Test("rules that are not there")
    func unknown() throws {
        let rules = Self.rules([1, 2], triggers: [3])
        #expect(try Self.refusal(rules) { try $0.removeRule(4) } == .ruleNotFound(4))
        let order = [1, 2, 4].enumerated().map { RulePosition(rule: $1, position: Int64($0 + 1)) }
        #expect(try Self.refusal(rules) { try $0.reorder(order) } == .ruleNotFound(4))
    }

    @Test("a new order, with the logic written for it")
    func reorder() throws {
        var rules = Self.rules([1, 2, 3], "1 and ( 2 or 3 )", triggers: [4, 5])
        try rules.reorder([(1, 3), (2, 1), (3, 2)].map { RulePosition(rule: $0, position: $1) })
        #expect(rules.filters.map(\.id) == [2, 3, 1])
        #expect(rules.triggers.map(\.id) == [4, 5])
        #expect(rules.customLogic == "3 and ( 1 or 2 )")
        try rules.reorder([(5, 1), (4, 2)].map { RulePosition(rule: $0, position: $1) })
        #expect(rules.triggers.map(\.id) == [5, 4])
        #expect(rules.customLogic == "3 and ( 1 or 2 )")
    }

    @Test(
        "orders that are none",
        arguments: [
            ([], .missing("order")),
            ([(1, 1)], .invalid([Diagnostic("order", "rule 2 is not listed")])),
            ([(1, 1), (2, 1)], .invalid([Diagnostic("order", "two rules have the index 1")])),
            ([(1, 1), (1, 2)], .invalid([Diagnostic("order", "rule 1 is listed twice")])),
            ([(1, 1), (2, 3)], .aboveMaximum("index", 2)), ([(1, 0), (2, 1)], .belowMinimum("index", 1)),
            ([(1, 2), (2, 1), (3, 2)], .aboveMaximum("index", 1)),
            ([(1, .max), (2, .min)], .aboveMaximum("index", 2)),
        ] as [([(Int64, Int64)], RuleEditError)])
    func badOrder(order: [(Int64, Int64)], error: RuleEditError) throws {
        let found = try Self.refusal(Self.rules([1, 2], "1 or 2", triggers: [3])) {
            try $0.reorder(order.map { RulePosition(rule: $0, position: $1) })
        }
        #expect(found == error)
    }

    @Test("how filters are combined")
    func match() throws {
        var rules = Self.rules([1, 2])
        try rules.setMatch(.custom, logic: " 1 OR 2 ")
        #expect((rules.match, rules.customLogic) == (.custom, "1 OR 2"))
        try rules.setMatch(.any, logic: nil)
        #expect((rules.match, rules.customLogic) == (.any, nil))
        try rules.setMatch(.all, logic: " ")
        #expect((rules.match, rules.customLogic) == (.all, nil))
    }

    @Test(
        "logic that does not fit",
        arguments: [
            (.custom, nil, .missing("customRuleLogic")), (.custom, " ", .missing("customRuleLogic")),
            (.custom, "1", .invalid([Diagnostic("customRuleLogic", "filter 2 is not used")])),
            (
                .custom, "1 and 3",
                .invalid([Diagnostic("customRuleLogic", "there is no filter 3, there are only 2 filters")])
            ),
            (.any, "1 or 2", .invalid([Diagnostic("customRuleLogic", "contradicts the match type any")])),
        ] as [(RuleSet.Match, String?, RuleEditError)])
    func badMatch(match: RuleSet.Match, logic: String?, error: RuleEditError) throws {
        #expect(try Self.refusal(Self.rules([1, 2])) { try $0.setMatch(match, logic: logic) } == error)
    }

    // MARK: Random edits

    @Test("a new order selects the same people, whatever the logic", arguments: 1...5 as ClosedRange<UInt64>)
    func reorderKeepsMeaning(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let ids = Array(1...Int64(random.number(1...6)))
            var rules = Self.rules(ids, Self.logic(over: ids.count, &random))
            let before = try Self.meaning(rules)
            let order = ids.shuffled(using: &random)
            try rules.reorder(order.enumerated().map { RulePosition(rule: $1, position: Int64($0 + 1)) })
            #expect(rules.filters.map(\.id) == order)
            #expect(try Self.meaning(rules) == before)
        }
    }

    @Test(
        "no row of edits gives the logic another meaning: it keeps it or is in error",
        arguments: 1...5 as ClosedRange<UInt64>)
    func editsKeepMeaningOrFail(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var kept = 0
        for _ in 0..<200 {
            let ids = Array(1...Int64(random.number(1...5)))
            var rules = Self.rules(ids, Self.logic(over: ids.count, &random))
            let before = try Self.meaning(rules)
            var next: Int64 = 100
            for _ in 0..<random.number(1...6) {
                switch random.below(3) {
                case 0:
                    next += 1
                    let position = Int64(random.number(1...rules.filters.count + 1))
                    try rules.insert(Self.rule(next), as: .filter, at: position)
                case 1 where !rules.filters.isEmpty: try rules.removeRule(random.pick(rules.filters).id)
                default:
                    let order = rules.filters.map(\.id).shuffled(using: &random)
                    guard !order.isEmpty else { continue }
                    try rules.reorder(order.enumerated().map { RulePosition(rule: $1, position: Int64($0 + 1)) })
                }
                guard let after = try? Self.meaning(rules) else { continue }
                kept += 1
                #expect(after == before, "\(rules.customLogic ?? "") over \(rules.filters.map(\.id))")
            }
        }
        #expect(kept > 20, "the test has seen logic that survives")
    }

    /// Every filter at least once, some twice, nested at random.
    private static func logic(over count: Int, _ random: inout SeededGenerator) -> String {
        var parts = (1...count).map(String.init)
        if random.chance(50) { parts.append(String(random.number(1...count))) }
        parts.shuffle(using: &random)
        while parts.count > 1 {
            let size = min(parts.count, random.number(2...3))
            let word = random.chance(50) ? " and " : " OR "
            let joined = parts.prefix(size).joined(separator: word)
            parts.removeFirst(size)
            parts.insert(parts.isEmpty ? joined : "(\(joined))", at: random.number(0...parts.count))
        }
        return parts[0]
    }

    /// The logic over the ids of its filters.
    private static func meaning(_ rules: RuleSet) throws -> RuleLogic {
        let logic = try RuleLogic(rules.customLogic ?? "", filterCount: rules.filters.count)
        func named(_ logic: RuleLogic) -> RuleLogic {
            switch logic {
            case .filter(let position): .filter(Int(rules.filters[position - 1].id))
            case .all(let parts): .all(parts.map(named))
            case .any(let parts): .any(parts.map(named))
            }
        }
        return named(logic)
    }
}
