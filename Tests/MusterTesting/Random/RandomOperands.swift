import Foundation
import MusterModel
import MusterRules

/// Values as authors write them, of the kind that a constraint and an operator take.
struct RandomOperands {
    let world: RandomWorld
    let smartLists: [SmartListID]

    func values(
        _ count: Int, for constraint: RuleConstraint, _ comparison: any MusterRules.Operator,
        using random: inout SeededGenerator
    ) -> [RuleValue] {
        if comparison.operandCount == .pair { return pair(constraint.family, using: &random).map { RuleValue($0) } }
        return (0..<count).map { _ in value(for: constraint, comparison.name, using: &random) }
    }

    private func value(
        for constraint: RuleConstraint, _ name: String, using random: inout SeededGenerator
    ) -> RuleValue {
        switch constraint.family {
        case .text, .recordedText:
            if name == "is" || name == "is not" { return RuleValue(quoted(random.pick(NastyValues.texts))) }
            return RuleValue(quoted(random.pick((NastyValues.parts + NastyValues.texts).filter { !$0.isEmpty })))
        case .integer:
            let whole = NastyValues.integers.filter { $0.magnitude < 1_000_000_000_000 }
            return RuleValue(String(random.pick(whole)))
        case .float: return RuleValue(random.pick(NastyValues.numbers).plainText)
        case .boolean: return RuleValue(random.pick(["true", "false"]))
        case .date, .datetime, .activityDate: return RuleValue(time(name, using: &random))
        case .minimumTimes: return RuleValue(String(random.number(1...4)))
        case .asset, .membership:
            let isName = !["is", "is not", "in", "not in"].contains(name)
            if isName { return RuleValue(quoted(random.pick(NastyValues.texts.filter { !$0.isEmpty }))) }
            let id = asset(constraint.assetKind, using: &random)
            return RuleValue(String(id), assetID: id)
        case .leadField: return RuleValue(random.pick(world.fields).displayName)
        case .programStatus: return RuleValue(random.pick(world.statuses))
        }
    }

    private func quoted(_ text: String) -> String { "\"\(text)\"" }

    private func asset(_ kind: AssetKind?, using random: inout SeededGenerator) -> Int64 {
        switch kind {
        case .staticList: random.pick(world.lists).rawValue
        case .program: random.pick(world.programs).rawValue
        case .smartCampaign: random.pick(world.campaigns).rawValue
        case .smartList: smartLists.isEmpty ? 0 : random.pick(smartLists).rawValue
        default: Int64(random.number(1...5))
        }
    }

    private func time(_ name: String, using random: inout SeededGenerator) -> String {
        switch name {
        case "in time frame":
            return random.pick([
                "Today", "Yesterday", "Tomorrow", "This Week", "Last Month", "Next Quarter", "This Year", "Last 7 Days",
                "Last 90 Days", "Last 12 Months", "Last 24 Hours", "This Month to Date",
            ])
        case "in past", "in past before", "in future", "in future after":
            return random.pick([
                "1 day", "5 hours", "30 minutes", "2 weeks", "1 month", "13 months", "1 year", "0 days",
            ])
        default: return date(using: &random)
        }
    }

    private func date(using random: inout SeededGenerator) -> String {
        random.chance(60)
            ? random.pick(NastyValues.days).description : random.pick(NastyValues.instants).iso8601
    }

    /// The lower one first.
    private func pair(_ family: ValueFamily, using random: inout SeededGenerator) -> [String] {
        switch family {
        case .integer:
            let whole = NastyValues.integers.filter { $0.magnitude < 1_000_000_000_000 }
            return [random.pick(whole), random.pick(whole)].sorted().map(String.init)
        case .float:
            return [random.pick(NastyValues.numbers), random.pick(NastyValues.numbers)].sorted().map(\.plainText)
        default: return [random.pick(NastyValues.days), random.pick(NastyValues.days)].sorted().map(\.description)
        }
    }
}
