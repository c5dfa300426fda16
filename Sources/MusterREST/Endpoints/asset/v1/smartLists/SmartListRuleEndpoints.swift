import MusterAudience
import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

/// Puts a filter or a trigger into a smart list; its primary constraint has no value yet.
struct AddSmartListRuleEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rules.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try request.requiredTypeReference("ruleId")
        guard let index = try request.integer("index") else { throw APIError.blank("index") }
        let role: RuleRole = try request.boolean("trigger") == true ? .trigger : .filter
        let isNegated = try request.boolean("negative") ?? false
        return try await SmartListEditing.record(request, context) { rules, document in
            let rule = try document.newRule(typeID: type.id, kind: type.kind, role: role, isNegated: isNegated)
            try rules.insert(rule, as: role, at: index)
        }
    }
}

/// Takes one rule out of a smart list; answers the rule's id (our choice).
struct DeleteSmartListRuleEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rule/{ruleId}/delete.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let rule = request.id("ruleId")
        return try await SmartListEditing.id(rule, request, context) { rules, _ in try rules.removeRule(rule) }
    }
}

/// Takes every rule out of a smart list; answers the list's id.
struct DeleteSmartListRulesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rules/delete.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        try await SmartListEditing.id(request.id, request, context) { rules, _ in rules.removeAllRules() }
    }
}

/// Gives the rules of a smart list another order; a custom logic keeps its meaning.
struct ReorderSmartListRulesEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/reorder.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let order = try request.rulePositions("order")
        return try await SmartListEditing.record(request, context) { rules, _ in try rules.reorder(order) }
    }
}

extension APIRequest {
    /// `[{"id":101,"index":1}]`, in strict or relaxed JSON.
    fileprivate func rulePositions(_ name: String) throws(APIError) -> [RulePosition] {
        guard let value = try embedded(name) else { throw .blank(name) }
        guard let elements = value.array else { throw .invalidType(value.jsonText, "JSON") }
        var positions: [RulePosition] = []
        for element in elements {
            guard let object = element.object, let rule = object.member(named: "id").flatMap(Self.integer),
                let position = object.member(named: "index").flatMap(Self.integer)
            else { throw .invalidType(element.jsonText, "JSON") }
            positions.append(RulePosition(rule: rule, position: position))
        }
        return positions
    }
}

/// Sets one constraint of a rule, or adds it.
struct SetSmartListRuleConstraintEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rule/{ruleId}.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let attribute = try request.requiredTypeReference("attributeId")
        let values = try request.quotedList("values")
        let operatorName = try request.text("operator")?.trimmingBlanks
        let rule = request.id("ruleId")
        let change = ConditionChange(
            ConstraintReference(attribute), operatorName: operatorName?.isEmpty == true ? nil : operatorName,
            values: values)
        return try await SmartListEditing.record(request, context) { rules, document in
            try document.setCondition(change, ofRule: rule, in: &rules)
        }
    }
}

/// Takes one constraint out of a rule, any but the primary one.
struct RemoveSmartListRuleConstraintEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/rule/{ruleId}/removeConstraint.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let attribute = ConstraintReference(try request.requiredTypeReference("attributeId"))
        let rule = request.id("ruleId")
        return try await SmartListEditing.record(request, context) { rules, document in
            try document.removeCondition(on: attribute, ofRule: rule, in: &rules)
        }
    }
}

/// Says how the filters of a smart list are combined.
struct SetSmartListFilterLogicEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartList/{id}/filterLogic.json")
    static let permission = PermissionRequirement.changesRules

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let text = try request.requiredText("matchType")
        guard let match = RuleSet.Match(word: text) else { throw APIError.invalidChoice("matchType", text) }
        let logic = try request.text("customRuleLogic")
        return try await SmartListEditing.record(request, context) { rules, _ in
            try rules.setMatch(match, logic: logic)
        }
    }
}

/// Edits the rules of the smart list in the path, all checks and the write in one transaction.
enum SmartListEditing {
    typealias Edit = @Sendable (inout RuleSet, RuleDocument) throws -> Void

    /// Answers the list with its rules.
    static func record(_ request: APIRequest, _ context: APIContext, _ edit: @escaping Edit) async throws -> APIResult {
        let id = SmartListID(request.id)
        return try await context.write(SmartListReading.self, .init(rules: true)) { writer in
            try apply(edit, to: id, writer)
            return id.rawValue
        }
    }

    /// Answers nothing but an id.
    static func id(
        _ answered: Int64, _ request: APIRequest, _ context: APIContext, _ edit: @escaping Edit
    ) async throws -> APIResult {
        let id = SmartListID(request.id)
        try await context.write { try apply(edit, to: id, $0) }
        return .id(answered)
    }

    private static func apply(_ edit: Edit, to id: SmartListID, _ writer: StoreWriter) throws {
        let list = try writer.reader.required(id)
        do {
            try CampaignAuthoring(writer).editRules(of: list.id) { try edit(&$0, writer.reader.ruleDocument) }
        } catch let error as RuleEditError {
            throw APIFailure(error)
        }
    }
}

extension APIFailure {
    /// What the asset API says when an edit of rules is refused.
    init(_ error: RuleEditError) {
        switch error {
        case .ruleNotFound: self.init([.ruleNotFound])
        case .missing(let name): self.init([.blank(name)])
        case .belowMinimum(let name, let minimum): self.init([.belowMinimum(name, minimum)])
        case .aboveMaximum(let name, let maximum): self.init([.aboveMaximum(name, maximum)])
        case .invalid(let problems): self.init(problems.map { .businessRule($0.description) })
        }
    }
}

extension ConstraintReference {
    init(_ reference: TypeReference) { self.init(id: reference.id, kind: reference.kind) }
}
