import MusterModel

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
