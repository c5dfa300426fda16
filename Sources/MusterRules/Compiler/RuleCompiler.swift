public import MusterModel

/// Gives rules their meaning at one moment: the predicate and the patterns that everything else
/// only reads.
///
/// - Errors: everything that is wrong at once. A list in error selects nobody, so callers refuse
///   to run it; a list that refers to it is in error too (documented for executable campaigns, our
///   choice elsewhere).
public struct RuleCompiler {
    private let reader: ConditionReader
    /// What is known of nested lists already; `nil` where each question looks anew.
    private var known: NestedSmartListCompiler?

    public init(catalog: RuleCatalog, assets: any AssetDirectory, moment: Moment) {
        reader = ConditionReader(catalog: catalog, assets: assets, moment: moment)
    }

    /// The same for many rules that are checked one after the other while no list changes: a list that they refer
    /// to is compiled once for all of them, so that a thousand lists, each in the next, cost a thousand and not
    /// half a million.
    public func remembering() -> RuleCompiler {
        var compiler = self
        compiler.known = NestedSmartListCompiler(reader: reader, list: nil)
        return compiler
    }

    /// What the filters select, by the whole match logic, together with the lists that they refer
    /// to. No filters select everyone.
    ///
    /// - Parameter list: the list the rules belong to, if any; it may then not contain itself.
    public func criteria(_ rules: RuleSet, of list: SmartListID? = nil) throws(RuleError) -> Criteria {
        let lists = NestedSmartListCompiler(reader: reader, list: list)
        lists.compile(listsIn: rules.filters)
        let predicate = try RuleSetLowering(RuleLowering(reader: reader, lists: lists)).filters(rules)
        return lists.criteria(predicate)
    }

    /// What one filter selects, such as the condition of a choice.
    public func criteria(_ rule: Rule) throws(RuleError) -> Criteria {
        var problems: [RuleProblem] = []
        let lists = NestedSmartListCompiler(reader: reader, list: nil)
        lists.compile(listsIn: [rule])
        let predicate = RuleLowering(reader: reader, lists: lists).filter(rule, &problems)
        guard let predicate, problems.isEmpty else { throw RuleError(problems.map(\.diagnostic)) }
        return lists.criteria(predicate)
    }

    /// What starts an evaluation, one match per trigger in their order.
    public func triggers(_ rules: RuleSet) throws(RuleError) -> [TriggerMatch] {
        try lowering(of: nil, rules).triggers(rules)
    }

    /// Everything that keeps the rules from working, triggers and nested lists included.
    ///
    /// - Parameter list: as for `criteria`; where lists are remembered, the stored rules of a list are the ones to
    ///   ask about, and a list that contains itself is found by itself.
    public func problems(_ rules: RuleSet, of list: SmartListID? = nil) -> [Diagnostic] {
        lowering(of: list, rules).problems(rules)
    }

    private func lowering(of list: SmartListID?, _ rules: RuleSet) -> RuleSetLowering {
        let lists = known ?? NestedSmartListCompiler(reader: reader, list: list)
        lists.compile(listsIn: rules.filters)
        return RuleSetLowering(RuleLowering(reader: reader, lists: lists))
    }
}

/// One trigger of a campaign in the form that events are held against.
public struct TriggerMatch: Sendable, Hashable {
    /// Its position among the campaign's triggers, from 0.
    public let index: Int
    /// The trigger's name, also what `{{trigger.Trigger Name}}` gives.
    public let name: String
    public let pattern: ActivityPattern
    /// Of *Campaign is Requested* the sources it admits, such as `Web Service API`; `nil` admits
    /// all, as every other trigger does.
    public let requestSources: [String]?
    /// The moments of events for which the pattern is right: some date counts from there, and for an event
    /// of another moment it is to be made anew. `nil` for all.
    public let holding: Range<Instant>?

    public init(
        index: Int, name: String, pattern: ActivityPattern, requestSources: [String]? = nil,
        holding: Range<Instant>? = nil
    ) {
        self.index = index
        self.name = name
        self.pattern = pattern
        self.requestSources = requestSources
        self.holding = holding
    }

    /// Whether the pattern is right for an event of this moment.
    public func holds(at instant: Instant) -> Bool { holding?.contains(instant) ?? true }
}

/// Where the request for a campaign comes from, as activity 47 records it.
///
/// - Source: Adobe's developer pages name *Web Service API* and *Sales Insight*; *Marketo Flow
///   Action* is product knowledge.
public enum RequestSource {
    public static let webService = "Web Service API"
    public static let flowAction = "Marketo Flow Action"

    static let known = [flowAction, "Sales Insight", webService]

    /// The sources that a trigger's conditions let in; `nil` when they do not ask for the source.
    static func admitted(by conditions: [ReadCondition]) -> [String]? {
        let tests = conditions.filter { $0.activityCondition != nil }.map { condition in
            (condition, condition.operands.values.map { Operands.unquoted($0.text) })
        }
        guard !tests.isEmpty else { return nil }
        // A custom integration may have a source of its own, which then stands in the rule.
        var candidates = known
        for text in tests.flatMap(\.1) where !candidates.contains(where: { $0.caseFolded == text.caseFolded }) {
            candidates.append(text)
        }
        return candidates.filter { source in
            tests.allSatisfy { condition, _ in condition.test.holds(for: .text(source)) }
        }
    }
}
