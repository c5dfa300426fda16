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

extension RuleLogic {
    /// The expression with other numbers and otherwise letter by letter as it was, whether it can
    /// be read or not. What is no number of a filter stays.
    static func renumbered(_ text: String, _ number: (Int) -> Int) -> String {
        var result = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let first = rest.first {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            if digits.isEmpty {
                result.append(first)
                rest.removeFirst()
                continue
            }
            rest.removeFirst(digits.count)
            if first != "0", let old = Int(String(digits)) {
                result.append(contentsOf: String(number(old)).unicodeScalars)
            } else {
                result.append(contentsOf: digits)
            }
        }
        return String(result)
    }

    /// Every number of a filter in the expression, whether it can be read or not.
    static func numbers(in text: String) -> Set<Int> {
        var numbers: Set<Int> = []
        _ = renumbered(text) { number in
            numbers.insert(number)
            return number
        }
        return numbers
    }
}
