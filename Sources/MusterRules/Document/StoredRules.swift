public import MusterModel

// The form in which rules lie in the database: Adobe's members, plus the asset id of a value that
// names an asset, so that a renamed asset stays found. Nothing in it is resolved on reading.

extension RuleSet {
    /// Everything the rule set says, asset ids included.
    public func storedJSON() -> JSONValue {
        var object: JSONObject = ["filterMatchType": .string(match.rawValue)]
        if let customLogic { object["filterCustomRuleLogic"] = .string(customLogic) }
        object["triggers"] = .array(triggers.map { $0.storedJSON() })
        object["filters"] = .array(filters.map { $0.storedJSON() })
        return .object(object)
    }

    /// Reads what `storedJSON` wrote.
    public init(storedJSON json: JSONValue) throws {
        let object = try StoredObject(json, "rules")
        self.init(
            match: try object.word("filterMatchType"), customLogic: object.optionalText("filterCustomRuleLogic"),
            triggers: try object.array("triggers").map(Rule.init(storedJSON:)),
            filters: try object.array("filters").map(Rule.init(storedJSON:)))
    }
}

extension Rule {
    /// Everything the rule says, asset ids included.
    public func storedJSON() -> JSONValue {
        [
            "id": .integer(id), "name": .string(name), "ruleTypeId": .integer(typeID),
            "ruleType": .string(kind.rawValue), "operator": .string(operatorName),
            "conditions": .array(conditions.map { $0.storedJSON() }),
        ]
    }

    /// Reads what `storedJSON` wrote.
    public init(storedJSON json: JSONValue) throws {
        let object = try StoredObject(json, "rule")
        self.init(
            id: try object.integer("id"), name: try object.text("name"),
            typeID: Int(try object.integer("ruleTypeId")), kind: try object.word("ruleType"),
            operatorName: try object.text("operator"),
            conditions: try object.array("conditions").map(RuleCondition.init(storedJSON:)))
    }
}

extension RuleCondition {
    func storedJSON() -> JSONValue {
        [
            "attributeId": .integer(attributeID), "attributeName": .string(attributeName),
            "operator": .string(operatorName), "values": .array(values.map { $0.storedJSON() }),
            "isPrimary": .boolean(isPrimary),
        ]
    }

    init(storedJSON json: JSONValue) throws {
        let object = try StoredObject(json, "condition")
        self.init(
            attributeID: Int(try object.integer("attributeId")), attributeName: try object.text("attributeName"),
            operatorName: try object.text("operator"),
            values: try object.array("values").map(RuleValue.init(storedJSON:)),
            isPrimary: object.object["isPrimary"]?.boolean ?? false)
    }
}

extension RuleValue {
    /// A bare text, or an object where an asset is behind it.
    public func storedJSON() -> JSONValue {
        guard let assetID else { return .string(text) }
        return ["value": .string(text), "assetId": .integer(assetID)]
    }

    /// Reads what `storedJSON` wrote.
    public init(storedJSON json: JSONValue) throws {
        if let text = json.text {
            self.init(text)
        } else {
            let object = try StoredObject(json, "value")
            self.init(try object.text("value"), assetID: try object.integer("assetId"))
        }
    }
}
