public import MusterModel

/// Gives rules their meaning at one moment: the predicate and the patterns that everything else
/// only reads.
///
/// - Errors: everything that is wrong at once. A list in error selects nobody, so callers refuse
///   to run it; a list that refers to it is in error too (documented for executable campaigns, our
///   choice elsewhere).
public struct RuleCompiler {
    private let reader: ConditionReader

    public init(catalog: RuleCatalog, assets: any AssetDirectory, moment: Moment) {
        reader = ConditionReader(catalog: catalog, assets: assets, moment: moment)
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
    public func problems(_ rules: RuleSet, of list: SmartListID? = nil) -> [Diagnostic] {
        lowering(of: list, rules).problems(rules)
    }

    private func lowering(of list: SmartListID?, _ rules: RuleSet) -> RuleSetLowering {
        let lists = NestedSmartListCompiler(reader: reader, list: list)
        lists.compile(listsIn: rules.filters)
        return RuleSetLowering(RuleLowering(reader: reader, lists: lists))
    }
}
