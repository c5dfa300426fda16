import MusterModel

/// How the filters of a list are combined.
indirect enum RuleLogic: Hashable {
    /// A 1-based position among the filters.
    case filter(Int)
    case all([RuleLogic])
    case any([RuleLogic])

    /// Every position in it, in order of appearance.
    var positions: [Int] {
        switch self {
        case .filter(let position): [position]
        case .all(let parts), .any(let parts): parts.flatMap(\.positions)
        }
    }

    /// The predicate, given the one of each filter. Positions must be in range.
    func combined(_ filters: [Predicate]) -> Predicate {
        switch self {
        case .filter(let position): filters[position - 1]
        case .all(let parts): .all(parts.map { $0.combined(filters) })
        case .any(let parts): .any(parts.map { $0.combined(filters) })
        }
    }
}
