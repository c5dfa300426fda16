public import MusterModel

/// Reads and writes rules as JSON.
public struct RuleDocument {
    public init(catalog: RuleCatalog, assets: any AssetDirectory) {}
    public func read(_ json: JSONValue, allowsTriggers: Bool) throws(RuleError) -> RuleSet { .empty }
    public func readCondition(_ json: JSONValue) throws(RuleError) -> Rule { throw RuleError("", "") }
    public func json(_ rules: RuleSet) throws -> JSONObject { [:] }
    public func shortJSON(_ rules: RuleSet) throws -> JSONObject { [:] }
    public func conditionJSON(_ rule: Rule) throws -> JSONObject { [:] }
    public func shortConditionJSON(_ rule: Rule) throws -> JSONValue { .null }
}
