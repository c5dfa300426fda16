import MusterModel

/// Writes the parts of one rule in the names of today.
struct RuleWriter {
    let conditions: ConditionReader
    /// `nil` when the field or activity type is gone; then the stored names are all there is.
    let type: (any RuleType)?
    let rule: Rule

    var name: String { type?.name ?? rule.name }

    func constraint(of condition: RuleCondition) -> RuleConstraint? {
        type?.constraint(id: condition.attributeID)
    }

    func constraintName(_ condition: RuleCondition) -> String {
        constraint(of: condition)?.name ?? condition.attributeName
    }

    /// The values; of assets and fields the names they have now, where they still exist.
    func texts(_ condition: RuleCondition) -> [String] {
        guard let constraint = constraint(of: condition) else { return condition.values.map(\.text) }
        return condition.values.map { value in
            guard value.assetID != nil, case .success(let current) = conditions.resolve(value, of: constraint)
            else { return value.text }
            return current.text
        }
    }

    /// Adobe's shape of one condition.
    func json(_ condition: RuleCondition) -> JSONObject {
        let prefix = rule.kind == .activity ? "activityAttribute" : "attribute"
        return [
            prefix + "Id": .integer(condition.attributeID), prefix + "Name": .string(constraintName(condition)),
            "operator": .string(condition.operatorName),
            "values": .array(texts(condition).map(JSONValue.string)), "isPrimary": .boolean(condition.isPrimary),
        ]
    }
}
