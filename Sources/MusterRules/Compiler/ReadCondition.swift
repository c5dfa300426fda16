import MusterModel

/// A condition whose constraint, operator and assets are known.
struct ReadCondition {
    /// Its position in the rule.
    let index: Int
    let constraint: RuleConstraint
    let comparison: any Operator
    let operands: Operands
    let test: ValueTest

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
