public import MusterModel
import MusterRules

/// Makes valid smart lists of every filter, operator and logic, over a random world.
public struct RandomRules: Sendable {
    private let world: RandomWorld
    private let filters: [FilterType]
    private let smartLists: [SmartListID]

    /// - Parameter smartLists: the lists that *Member of Smart List* may name.
    public init(_ world: RandomWorld, smartLists: [SmartListID] = []) {
        self.world = world
        self.smartLists = smartLists
        let types = Set(world.types.map(\.id))
        filters = world.catalog.filters.filter { filter in
            switch filter.subject {
            case .leadField(let field): world.fields.contains(field)
            case .activity(let type): types.contains(type.id)
            case .membership(let membership): membership.assetKind != .smartList || !smartLists.isEmpty
            }
        }
    }

    public func ruleSet(using random: inout SeededGenerator) -> RuleSet {
        let rules = random.some(1...5) { rule(using: &$0) }
        switch random.number(0...2) {
        case 0: return RuleSet(match: .all, filters: rules)
        case 1: return RuleSet(match: .any, filters: rules)
        default:
            let logic = logic(Array(1...rules.count), using: &random)
            return RuleSet(match: .custom, customLogic: logic, filters: rules)
        }
    }

    /// Uses every position once, such as `(1 or 3) and 2`.
    private func logic(_ positions: [Int], using random: inout SeededGenerator) -> String {
        guard positions.count > 1 else { return positions.map(String.init).joined() }
        let shuffled = positions.shuffled(using: &random)
        let cut = random.number(1...positions.count - 1)
        let sides = [Array(shuffled[..<cut]), Array(shuffled[cut...])].map { side in
            let text = logic(side, using: &random)
            return side.count > 1 ? "(\(text))" : text
        }
        return sides.joined(separator: random.chance(50) ? " and " : " or ")
    }

    public func rule(using random: inout SeededGenerator) -> Rule {
        let filter = random.pick(filters)
        var conditions: [RuleCondition] = []
        for constraint in filter.constraints {
            let isNeeded: Bool =
                switch filter.subject {
                case .leadField, .membership: constraint.isPrimary
                case .activity: false
                }
            if isNeeded || random.chance(constraint.isPrimary ? 70 : 20) {
                conditions.append(condition(constraint, using: &random))
            }
        }
        guard case .activity = filter.subject else {
            let name = conditions.first?.operatorName ?? ""
            return Rule(
                name: filter.name, typeID: filter.id, kind: filter.kind, operatorName: name, conditions: conditions)
        }
        let isNegated = random.chance(35)
        return Rule(
            name: (isNegated ? "Not " : "") + filter.name, typeID: filter.id, kind: filter.kind,
            operatorName: isNegated ? "not occurs" : "occurs", conditions: conditions)
    }

    private func condition(_ constraint: RuleConstraint, using random: inout SeededGenerator) -> RuleCondition {
        let comparison = random.pick(OperatorCatalog.operators(for: constraint))
        let count: Int =
            switch comparison.operandCount {
            case .none: 0
            case .one: 1
            case .pair: 2
            // One stretch of time only.
            case .oneOrMore: constraint.family == .activityDate ? 1 : random.number(1...3)
            }
        let values = RandomOperands(world: world, smartLists: smartLists).values(
            count, for: constraint, comparison, using: &random)
        return RuleCondition(
            attributeID: constraint.id, attributeName: constraint.name, operatorName: comparison.name, values: values,
            isPrimary: constraint.isPrimary)
    }
}
