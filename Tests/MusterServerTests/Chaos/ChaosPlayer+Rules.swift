import MusterModel
import MusterTesting

/// Rules change as documents and call by call, in lists and in campaigns, whoever uses them.
extension ChaosPlayer {
    func replaceRules() async throws -> Bool {
        let documents = ChaosDocuments(world: world.now)
        if random.chance(40), let list = anyList() {
            return try await client.put(
                "/muster/v1/smartList/\(list)/rules.json", documents.rules(triggers: false, using: &random)
            ).succeeded
        }
        guard let campaign = anyCampaign() else { return false }
        let rules = documents.rules(triggers: campaign.isMeantForTriggers, using: &random)
        return try await client.put("/muster/v1/smartCampaign/\(campaign.id)/rules.json", rules).succeeded
    }

    /// A type with its primary constraint and values for it.
    private struct Editable {
        let type: Int64
        let kind: String
        let constraint: Int64
        let comparison: String
        let values: [String]
        var isTrigger = false
    }

    private var editable: [Editable] {
        let lists = world.now.staticLists.map { String($0.id) }
        return [
            Editable(type: 64, kind: "attribute", constraint: 64, comparison: "is", values: ChaosDocuments.cities),
            Editable(type: 146, kind: "attribute", constraint: 146, comparison: "at least", values: ["1", "3"]),
            Editable(type: 9501, kind: "attribute", constraint: 9501, comparison: "in", values: lists),
            Editable(
                type: 13, kind: "activity", constraint: 1301, comparison: "is", values: ["City", "Country"],
                isTrigger: true),
            Editable(type: 24, kind: "activity", constraint: 2401, comparison: "is", values: lists, isTrigger: true),
        ]
    }

    func addRule() async throws -> Bool {
        let campaign = random.chance(50) ? anyCampaign() : nil
        guard let list = campaign?.smartListID ?? anyList() else { return false }
        let rule = random.pick(editable)
        let asTrigger = rule.isTrigger && campaign?.isMeantForTriggers == true && random.chance(50)
        let added = try await client.form(
            "/rest/asset/v1/smartList/\(list)/rules.json",
            ["ruleId": #"{"id":\#(rule.type),"type":"\#(rule.kind)"}"#, "index": "1", "trigger": "\(asTrigger)"])
        guard added.succeeded else { return false }
        // Some stay without a value, which makes the list invalid until somebody mends it.
        if random.chance(75) { _ = try await setConstraint(of: list) }
        return true
    }

    func setConstraint() async throws -> Bool {
        guard let list = anyListOrCampaign() else { return false }
        return try await setConstraint(of: list)
    }

    private func setConstraint(of list: Int64) async throws -> Bool {
        let all = try await rules(of: list)
        let known = editable.filter { !$0.values.isEmpty }
        let found = all.compactMap { rule in known.first { $0.type == rule.type }.map { (rule.id, $0) } }
        guard !found.isEmpty else { return false }
        let (rule, type) = random.pick(found)
        let path = "/rest/asset/v1/smartList/\(list)/rule/\(rule)"
        let attribute = #"{"id":\#(type.constraint),"type":"\#(type.kind)"}"#
        if random.chance(15) {
            return try await client.form("\(path)/removeConstraint.json", ["attributeId": attribute]).succeeded
        }
        return try await client.form(
            "\(path).json",
            ["attributeId": attribute, "values": random.pick(type.values), "operator": type.comparison]
        ).succeeded
    }

    func removeRule() async throws -> Bool {
        guard let list = anyListOrCampaign() else { return false }
        if random.chance(10) {
            return try await client.form("/rest/asset/v1/smartList/\(list)/rules/delete.json").succeeded
        }
        let all = try await rules(of: list)
        guard !all.isEmpty else { return false }
        return try await client.form("/rest/asset/v1/smartList/\(list)/rule/\(random.pick(all).id)/delete.json")
            .succeeded
    }

    func reorderRules() async throws -> Bool {
        guard let list = anyListOrCampaign() else { return false }
        let all = try await rules(of: list).filter { !$0.isTrigger }.shuffled(using: &random)
        guard !all.isEmpty else { return false }
        let order = all.enumerated().map { #"{"id":\#($0.element.id),"index":\#($0.offset + 1)}"# }
        return try await client.form(
            "/rest/asset/v1/smartList/\(list)/reorder.json", ["order": "[\(order.joined(separator: ","))]"]
        ).succeeded
    }

    func setLogic() async throws -> Bool {
        guard let list = anyListOrCampaign() else { return false }
        let path = "/rest/asset/v1/smartList/\(list)/filterLogic.json"
        if random.chance(50) {
            return try await client.form(path, ["matchType": random.pick(["all", "any"])]).succeeded
        }
        let logic = random.pick(["1", "1 or 2", "1 and (2 or 3)", "(1 or 2) and (3 or 4)"])
        return try await client.form(path, ["matchType": "custom", "customRuleLogic": logic]).succeeded
    }

    /// Whatever depth validation admits is evaluated.
    func nestDeeply() async throws -> Bool {
        guard let list = anyList() else { return false }
        let count = 30
        let logic =
            (1..<count).map { "\($0) \($0 % 2 == 0 ? "and" : "or") (" }.joined() + "\(count)"
            + String(repeating: ")", count: count - 1)
        let filters = (0..<count).map { _ -> JSONValue in ["City": .string(random.pick(ChaosDocuments.cities))] }
        let written = try await client.put(
            "/muster/v1/smartList/\(list)/rules.json", ["logic": .string(logic), "filters": .array(filters)])
        let counted = try await client.get("/muster/v1/smartList/\(list)/count.json")
        return written.succeeded && counted.succeeded
    }

    private func rules(of list: Int64) async throws -> [(id: Int64, type: Int64, isTrigger: Bool)] {
        let answer = try await client.get("/rest/asset/v1/smartList/\(list).json", ["includeRules": "true"])
        guard let rules = answer.records.first?["rules"]?.object else { return [] }
        return [("triggers", true), ("filters", false)].flatMap { name, isTrigger in
            (rules[name]?.array ?? []).compactMap(\.object).compactMap { rule in
                guard let id = rule["id"]?.integer, let type = rule["ruleTypeId"]?.integer else { return nil }
                return (id, type, isTrigger)
            }
        }
    }

    private func anyList() -> Int64? {
        // The first one is the ground of the others.
        let lists = world.now.smartLists.filter { $0.name != "Everybody" }
        return lists.isEmpty ? nil : random.pick(lists).id
    }

    private func anyListOrCampaign() -> Int64? { random.chance(50) ? anyCampaign()?.smartListID : anyList() }
}
