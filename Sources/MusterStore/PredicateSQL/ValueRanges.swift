import MusterModel
import MusterRules

/// Many days or instants, as a test against one JSON array of `[first, last]`.
///
/// Both ends are included, which whole days and milliseconds allow; an open end is null.
struct ValueRanges {
    let storage: DataType.Storage
    let array: JSONValue
}

extension PredicateSQL {
    /// The tests as ranges of one type; `nil` when they are few or of different kinds, and are
    /// then printed one by one.
    static func ranges(_ tests: [ValueTest]) -> ValueRanges? {
        guard tests.count > longestPrintedList else { return nil }
        if let days = all(
            tests,
            { test -> Bounds<CalendarDay>? in
                if case .dayWithin(let bounds) = test { bounds } else { nil }
            })
        {
            return ValueRanges(
                storage: .date,
                array: array(days, isBefore: { $0.ordinal < $1.ordinal }, next: { $0.adding(days: $1) }) {
                    .string($0.description)
                })
        }
        if let instants = all(
            tests,
            { test -> Bounds<Instant>? in
                if case .instantWithin(let bounds) = test { bounds } else { nil }
            })
        {
            return ValueRanges(
                storage: .instant,
                array: array(instants, isBefore: <, next: { $0.adding(milliseconds: Int64($1)) }) {
                    .integer($0.milliseconds)
                })
        }
        return nil
    }

    private static func all<Value>(_ tests: [ValueTest], _ bounds: (ValueTest) -> Bounds<Value>?) -> [Bounds<Value>]? {
        var found: [Bounds<Value>] = []
        for test in tests {
            guard let bounds = bounds(test) else { return nil }
            found.append(bounds)
        }
        return found
    }

    private static func array<Value>(
        _ bounds: [Bounds<Value>], isBefore: (Value, Value) -> Bool, next: (Value, Int) -> Value,
        _ json: (Value) -> JSONValue
    ) -> JSONValue {
        .array(
            bounds.compactMap { bounds in
                // Nothing lies outside of the first and the last value there is.
                let first = bounds.lower.map { $0.isIncluded ? $0.value : next($0.value, 1) }
                let last = bounds.upper.map { $0.isIncluded ? $0.value : next($0.value, -1) }
                if let lower = bounds.lower, !lower.isIncluded, let first, !isBefore(lower.value, first) { return nil }
                if let upper = bounds.upper, !upper.isIncluded, let last, !isBefore(last, upper.value) { return nil }
                return .array([first.map(json) ?? .null, last.map(json) ?? .null])
            })
    }

    mutating func condition(_ ranges: ValueRanges, of operand: StoredOperand) -> String {
        guard operand.storage == ranges.storage else { return "FALSE" }
        return onValue(of: operand) { printer in
            let value = printer.stored(operand)
            return [printer.dialect.isWithinAny(value, jsonRanges: printer.place(.json(ranges.array)))]
        }
    }
}
