public import MusterModel

// The edits of a rule set one by one, as the authoring calls name them. Positions are 1-based among
// the rules of one role, rules go by their ids, and an edit that is refused changes nothing.

extension RuleSet {
    public subscript(role: RuleRole) -> [Rule] {
        get { role == .filter ? filters : triggers }
        set {
            switch role {
            case .filter: filters = newValue
            case .trigger: triggers = newValue
            }
        }
    }

    /// Puts the rule at the position and moves the ones from there on back by one.
    ///
    /// Numbers in a custom logic follow the filters that move, and the new filter is in error
    /// there, being unused, until the logic names it (our choice).
    public mutating func insert(_ rule: Rule, as role: RuleRole, at position: Int64) throws(RuleEditError) {
        let count = self[role].count
        try Self.check(position, atMost: count + 1)
        if role == .filter, count >= RuleDocument.mostFilters {
            throw .invalid("filters", "there are \(count) filters, the limit is \(RuleDocument.mostFilters)")
        }
        let index = Int(position) - 1
        self[role].insert(rule, at: index)
        if role == .filter {
            customLogic = customLogic.map { RuleLogic.renumbered($0) { $0 > index && $0 < .max ? $0 + 1 : $0 } }
        }
    }

    /// Takes the rule out.
    ///
    /// A custom logic that named the filter is in error afterwards until it is set again: guessing
    /// what is meant without the filter would change silently who is selected (our choice).
    public mutating func removeRule(_ id: Int64) throws(RuleEditError) {
        let (role, index) = try place(of: id)
        self[role].remove(at: index)
        if role == .filter, let logic = customLogic {
            customLogic = Self.logic(logic, withoutFilter: index + 1, of: filters.count + 1)
        }
    }

    /// Takes every rule out, and with them the logic: the next rule finds the list as new.
    public mutating func removeAllRules() { self = .empty }

    /// Gives every rule its new position. Numbers in a custom logic follow their filters, so that
    /// the same people are selected.
    ///
    /// - Parameter order: all filters, all triggers or both; a role that is not mentioned stays as
    ///   it is (our choice, because the two are numbered apart).
    public mutating func reorder(_ order: [RulePosition]) throws(RuleEditError) {
        guard !order.isEmpty else { throw .missing("order") }
        var seen: Set<Int64> = []
        var byRole: [RuleRole: [RulePosition]] = [:]
        for entry in order {
            let role = try place(of: entry.rule).role
            guard seen.insert(entry.rule).inserted else {
                throw .invalid("order", "rule \(entry.rule) is listed twice")
            }
            byRole[role, default: []].append(entry)
        }
        var result = self
        for role in RuleRole.allCases {
            if let entries = byRole[role] { try result.reorder(role, entries) }
        }
        self = result
    }

    /// Sets how filters are combined.
    ///
    /// - Parameter logic: required with `custom` and checked against the filters there are; with
    ///   the others there must be none.
    public mutating func setMatch(_ match: Match, logic: String?) throws(RuleEditError) {
        let logic = logic?.trimmingBlanks ?? ""
        if match == .custom {
            guard !logic.isEmpty else { throw .missing("customRuleLogic") }
            do { _ = try RuleLogic(logic, filterCount: filters.count) } catch {
                throw .invalid("customRuleLogic", error.message)
            }
        } else if !logic.isEmpty {
            throw .invalid("customRuleLogic", "contradicts the match type \(match.rawValue)")
        }
        self.match = match
        customLogic = match == .custom ? logic : nil
    }

    /// Where the rule is, counted from 0.
    func place(of id: Int64) throws(RuleEditError) -> (role: RuleRole, index: Int) {
        for role in RuleRole.allCases {
            if let index = self[role].firstIndex(where: { $0.id == id }) { return (role, index) }
        }
        throw .ruleNotFound(id)
    }

    /// - Parameter entries: of known rules of the role, each once.
    private mutating func reorder(_ role: RuleRole, _ entries: [RulePosition]) throws(RuleEditError) {
        let old = self[role]
        if let left = old.first(where: { rule in !entries.contains { $0.rule == rule.id } }) {
            throw .invalid("order", "rule \(left.id) is not listed")
        }
        var oldIndices = [Int?](repeating: nil, count: old.count)
        for entry in entries {
            try Self.check(entry.position, atMost: old.count)
            let index = Int(entry.position) - 1
            guard oldIndices[index] == nil else {
                throw .invalid("order", "two rules have the index \(entry.position)")
            }
            oldIndices[index] = old.firstIndex { $0.id == entry.rule }
        }
        let indices = oldIndices.compactMap(\.self)
        self[role] = indices.map { old[$0] }
        if role == .filter {
            customLogic = customLogic.map { logic in
                RuleLogic.renumbered(logic) { number in
                    indices.firstIndex(of: number - 1).map { $0 + 1 } ?? number
                }
            }
        }
    }

    private static func check(_ position: Int64, atMost last: Int) throws(RuleEditError) {
        if position < 1 { throw .belowMinimum("index", 1) }
        if position > last { throw .aboveMaximum("index", last) }
    }

    /// The logic after the filter of this number, of so many, is gone.
    ///
    /// One that names it stays as it stands where that leaves a number without a filter, and so in
    /// error; else its numbers follow their filters and the one that is gone points to where there
    /// is none. One that does not name it, such as that of a filter just added, keeps its meaning.
    private static func logic(_ logic: String, withoutFilter number: Int, of count: Int) -> String {
        let numbers = RuleLogic.numbers(in: logic)
        if numbers.contains(number), numbers.contains(where: { $0 >= count }) { return logic }
        return RuleLogic.renumbered(logic) { $0 == number ? count : $0 > number ? $0 - 1 : $0 }
    }
}

/// Which of the two lists of a rule set a rule is in.
public enum RuleRole: String, Sendable, CaseIterable { case filter, trigger }

/// Where a rule goes among the rules of its role.
public struct RulePosition: Sendable, Hashable {
    public let rule: Int64
    /// The first is 1.
    public let position: Int64

    public init(rule: Int64, position: Int64) {
        self.rule = rule
        self.position = position
    }
}

/// What one condition of a rule is to become.
public struct ConditionChange: Sendable {
    public let constraint: ConstraintReference
    /// In any case; `nil` keeps the operator, or takes the usual one where there is no condition yet.
    public let operatorName: String?
    /// As in a document; `nil` and none are the same.
    public let values: [String]?

    public init(_ constraint: ConstraintReference, operatorName: String?, values: [String]?) {
        self.constraint = constraint
        self.operatorName = operatorName
        self.values = values
    }
}

/// A constraint by its id and the kind of the rules that have it.
public struct ConstraintReference: Sendable, Hashable {
    public let id: Int
    public let kind: Rule.Kind

    public init(id: Int, kind: Rule.Kind) {
        self.id = id
        self.kind = kind
    }
}

/// Why an edit of rules is refused. The API turns each case into its code and text.
public enum RuleEditError: Error, Sendable, Equatable {
    /// The set has no rule of the id.
    case ruleNotFound(Int64)
    /// A part of the edit that has to be given, by name.
    case missing(String)
    /// A position before the first.
    case belowMinimum(String, Int)
    /// A position after the last one there may be.
    case aboveMaximum(String, Int)
    /// What makes no sense, with the part of the edit that is to blame as its path.
    case invalid([Diagnostic])

    static func invalid(_ path: String, _ message: String) -> RuleEditError { .invalid([Diagnostic(path, message)]) }
}
