import MusterModel

/// Resolves the conditions of stored rules and collects what is wrong with them.
struct ConditionReader {
    let catalog: RuleCatalog
    let assets: any AssetDirectory
    let moment: Moment

    /// More are refused; nobody maintains such a list by hand.
    static let mostValues = 10_000

    func read(_ rule: Rule, as type: any RuleType, _ problems: inout [RuleProblem]) -> [ReadCondition] {
        var result: [ReadCondition] = []
        for (index, condition) in rule.conditions.enumerated() {
            guard let constraint = type.constraint(id: condition.attributeID) else {
                problems.append(
                    .init(.condition(index), "'\(type.name)' has no constraint '\(condition.attributeName)'"))
                continue
            }
            if let read = read(condition, at: index, constraint, &problems) { result.append(read) }
        }
        return result
    }

    private func read(
        _ condition: RuleCondition, at index: Int, _ constraint: RuleConstraint, _ problems: inout [RuleProblem]
    ) -> ReadCondition? {
        guard let comparison = OperatorCatalog.operator(named: condition.operatorName, for: constraint) else {
            problems.append(
                .init(.condition(index), Self.complaint(aboutOperator: condition.operatorName, of: constraint)))
            return nil
        }
        guard condition.values.count <= Self.mostValues else {
            problems.append(
                .init(.condition(index), "has \(condition.values.count) values, the limit is \(Self.mostValues)"))
            return nil
        }
        guard comparison.operandCount.accepts(condition.values.count) else {
            let count = condition.values.isEmpty ? "none" : String(condition.values.count)
            problems.append(
                .init(
                    .condition(index),
                    "'\(comparison.name)' takes \(comparison.operandCount.description), there is \(count)"))
            return nil
        }
        guard let values = resolved(condition.values, of: constraint, comparison, at: index, &problems)
        else { return nil }
        let operands = Operands(values, family: constraint.family, moment: moment)
        do {
            let test = try comparison.test(operands)
            return ReadCondition(
                index: index, constraint: constraint, comparison: comparison, operands: operands, test: test)
        } catch {
            for problem in error.problems {
                let place = problem.index.map { RuleProblem.Place.value(condition: index, value: $0) }
                problems.append(.init(place ?? .condition(index), problem.message))
            }
            return nil
        }
    }

    /// The moments for which conditions mean what they mean now; `nil` for all.
    ///
    /// Bounds only ever move on with the moment: a test that is the same at both ends of the day is so all
    /// day, as one of days is, or of time frames. Others hold for the moment itself.
    func holding(_ conditions: [ReadCondition]) -> Range<Instant>? {
        let relative = conditions.filter(\.comparison.isRelative)
        guard !relative.isEmpty else { return nil }
        let day = moment.wholeDay
        let ends = [day.lowerBound, day.upperBound.adding(milliseconds: -1)].map { Moment($0, in: moment.timeZone) }
        let isOfTheDay = relative.allSatisfy { condition in ends.allSatisfy(condition.isSame) }
        return isOfTheDay ? day : moment.instant..<moment.instant.adding(milliseconds: 1)
    }

    /// What to say about an operator that the constraint does not have.
    static func complaint(aboutOperator name: String, of constraint: RuleConstraint) -> String {
        let names = OperatorCatalog.operators(for: constraint).map(\.name).sorted()
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        if OperatorCatalog.knows(name) {
            return "'\(name)' does not work on '\(constraint.name)', which is \(constraint.family.description); "
                + "use \(list)"
        }
        let hint = Suggestion.phrase(for: name, among: names)
        return "there is no operator '\(name)'" + (hint.isEmpty ? "; use \(list)" : hint)
    }

    /// The values with the ids of their assets; `nil` when one of them is not to be found.
    private func resolved(
        _ values: [RuleValue], of constraint: RuleConstraint, _ comparison: any Operator, at index: Int,
        _ problems: inout [RuleProblem]
    ) -> [RuleValue]? {
        guard comparison.namesAssets else { return values }
        var result: [RuleValue] = []
        for (position, value) in values.enumerated() {
            switch resolve(value, of: constraint) {
            case .success(let value): result.append(value)
            case .failure(let complaint):
                problems.append(.init(.value(condition: index, value: position), complaint.message))
            }
        }
        return result.count == values.count ? result : nil
    }

    struct Complaint: Error { let message: String }

    /// Finds the asset or field that a value names, by the id that it carries or else by its text.
    func resolve(_ value: RuleValue, of constraint: RuleConstraint) -> Result<RuleValue, Complaint> {
        if constraint.family == .leadField { return resolveField(value) }
        guard let kind = constraint.assetKind else { return .success(value) }
        let text = Operands.unquoted(value.text)
        if text.isEmpty, value.assetID == nil { return .failure(Complaint(message: "the value is missing")) }
        do {
            if let id = value.assetID {
                guard let name = try assets.assetName(kind, id: id) else {
                    return .failure(Complaint(message: "the \(kind.rawValue) '\(text)' has been deleted"))
                }
                return .success(RuleValue(name, assetID: id))
            }
            // As it stands first: an asset may have quotes in its name.
            let exact = try assets.assetID(kind, named: value.text.trimmingBlanks)
            if let id = try exact ?? assets.assetID(kind, named: text) {
                return .success(RuleValue(try assets.assetName(kind, id: id) ?? text, assetID: id))
            }
        } catch {
            return .failure(Complaint(message: "the \(kind.rawValue) '\(text)' could not be looked up: \(error)"))
        }
        return kind.isKept
            ? .failure(Complaint(message: "there is no \(kind.rawValue) '\(text)'")) : .success(value)
    }

    private func resolveField(_ value: RuleValue) -> Result<RuleValue, Complaint> {
        let text = Operands.unquoted(value.text)
        let field =
            value.assetID.flatMap { catalog.leadFields.field(id: Int($0)) }
            ?? catalog.leadFields.field(named: text)
            ?? Vocabulary.oldName(for: text).flatMap { catalog.leadFields.field(named: $0) }
        if let field { return .success(RuleValue(field.displayName, assetID: Int64(field.id))) }
        let hint = Suggestion.phrase(for: text, among: catalog.leadFields.fields.map(\.displayName))
        return .failure(Complaint(message: "there is no lead field '\(text)'" + hint))
    }
}

extension Operator {
    /// False of those that look at a recorded name.
    var namesAssets: Bool {
        self is AssetIsOperator || self is AssetIsNotOperator || self is InOperator || self is NotInOperator
    }
}

/// A condition whose constraint, operator and assets are known.
struct ReadCondition {
    /// Its position in the rule.
    let index: Int
    let constraint: RuleConstraint
    let comparison: any Operator
    let operands: Operands
    let test: ValueTest

    /// Whether it asks for the same at another moment.
    func isSame(at moment: Moment) -> Bool {
        let operands = Operands(operands.values, family: constraint.family, moment: moment)
        // Who cannot be read at all moments is not the same at all of them.
        do { return try comparison.test(operands) == test } catch { return false }
    }

    /// The assets that are asked for, of a primary membership condition.
    var assetIDs: [Int64] { operands.values.compactMap(\.assetID) }

    /// The window, of *Date of Activity*.
    var window: Bounds<Instant>? {
        if case .instantWithin(let bounds) = test { bounds } else { nil }
    }

    /// The number, of *Min. Number of Times*.
    var minimumTimes: Int? {
        if case .numberWithin(let bounds) = test { bounds.lower.map { Int($0.value) } } else { nil }
    }

    /// The test of an activity record; `nil` when the condition does not restrict.
    var activityCondition: ActivityCondition? {
        guard case .activity(let source) = constraint.subject, test != .always else { return nil }
        let part: ActivityCondition.Part =
            switch source {
            case .primaryAsset: comparesAssets ? .primaryID : .primaryValue
            case .primaryField: .primaryID
            case .primaryText: .primaryValue
            case .attribute(let name): .attribute(name, constraint.dataType.storage)
            case .campaign: .campaignID
            }
        return ActivityCondition(part, test)
    }

    // The other operators look at the recorded name.
    private var comparesAssets: Bool {
        operands.areAssets && (comparison is AssetIsOperator || comparison is AssetIsNotOperator)
    }
}

/// What is wrong with one rule, and with which part of it.
struct RuleProblem {
    enum Place: Hashable {
        case rule
        case condition(Int)
        case value(condition: Int, value: Int)
    }

    let place: Place
    let message: String

    init(_ place: Place, _ message: String) {
        self.place = place
        self.message = message
    }

    /// The condition that it concerns; the primary one for the rule as a whole.
    var condition: Int {
        switch place {
        case .rule: 0
        case .condition(let index), .value(let index, _): index
        }
    }

    /// With the path inside a rule of Adobe's shape.
    var diagnostic: Diagnostic {
        switch place {
        case .rule: Diagnostic("", message)
        case .condition(let index): Diagnostic("conditions[\(index)]", message)
        case .value(let condition, let value): Diagnostic("conditions[\(condition)].values[\(value)]", message)
        }
    }
}
