import MusterModel
import MusterRules

extension PredicateSQL {
    /// A test of one stored value. A test that is not of the value's type is false, as the
    /// interpreter has it.
    mutating func condition(_ test: ValueTest, of operand: StoredOperand) -> String {
        switch test {
        case .isNull: return "\(stored(operand)) IS NULL"
        case .isNotNull: return "\(stored(operand)) IS NOT NULL"
        case .anyOf(let tests):
            if let ranges = Self.ranges(tests) { return condition(ranges, of: operand) }
            return Self.joined(tests.map { condition($0, of: operand) }, "OR", empty: "FALSE")
        case .not(let test): return "NOT (\(condition(test, of: operand)))"
        case .textIs(let texts):
            guard operand.storage == .text, !texts.isEmpty else { return "FALSE" }
            return onValue(of: operand) { $0.isOneOf(texts, operand) }
        case .textStartsWith(let texts):
            return anyText(
                texts, of: operand, { $0.startsWith($1, $2) }, ofMany: { $0.startsWithAny($1, jsonArray: $2) })
        case .textContains(let texts):
            return anyText(texts, of: operand, { $0.contains($1, $2) }, ofMany: { $0.containsAny($1, jsonArray: $2) })
        case .numberIs(let numbers):
            guard operand.isNumeric, !numbers.isEmpty else { return "FALSE" }
            return onValue(of: operand) { printer in
                let number = printer.number(operand)
                guard numbers.count > Self.longestPrintedList else {
                    return ["\(number) IN \(printer.places(numbers.map(SQLValue.double)))"]
                }
                let array = printer.place(.json(numbers.map { JSONValue.number("\($0)") }))
                return [printer.dialect.isOneOfNumbers(number, jsonArray: array)]
            }
        case .numberWithin(let bounds):
            guard operand.isNumeric else { return "FALSE" }
            return onValue(of: operand) { $0.bounds(bounds, of: { $0.number(operand) }) { .double($0) } }
        case .isTrue, .isFalse:
            guard operand.storage == .boolean else { return "FALSE" }
            return onValue(of: operand) { ["\($0.stored(operand)) = \(test == .isTrue ? 1 : 0)"] }
        case .dayWithin(let bounds):
            guard operand.storage == .date else { return "FALSE" }
            return onValue(of: operand) { $0.bounds(bounds, of: { $0.stored(operand) }) { .text($0.description) } }
        case .instantWithin(let bounds):
            guard operand.storage == .instant else { return "FALSE" }
            return onValue(of: operand) { $0.bounds(bounds, of: { $0.stored(operand) }) { .instant($0) } }
        }
    }

    /// The texts that stand in the statement one by one: all of a short list, and of a long one
    /// those that not every engine reads whole out of JSON.
    static func printed(_ texts: [String]) -> [String] {
        texts.count <= longestPrintedList ? texts : texts.filter { $0.utf8.contains(0) }
    }

    private mutating func isOneOf(_ texts: [String], _ operand: StoredOperand) -> [String] {
        let printed = Self.printed(texts)
        var tests: [String] = []
        if printed.count < texts.count {
            let listed = printed.isEmpty ? texts : texts.filter { !$0.utf8.contains(0) }
            let text = folded(operand)
            tests.append(dialect.isOneOfTexts(text, jsonArray: place(.json(listed.map(JSONValue.string)))))
        }
        if !printed.isEmpty {
            let text = folded(operand)
            tests.append("\(text) IN \(places(printed.map(SQLValue.text)))")
        }
        return [Self.joined(tests, "OR", empty: "FALSE")]
    }

    /// - Parameter many: the same test of a JSON array.
    private mutating func anyText(
        _ texts: [String], of operand: StoredOperand, _ test: (any Dialect, String, String) -> String,
        ofMany many: (any Dialect, String, String) -> String
    ) -> String {
        guard operand.storage == .text, !texts.isEmpty else { return "FALSE" }
        if texts.count > Self.longestPrintedList {
            return onValue(of: operand) { printer in
                let text = printer.folded(operand)
                return [many(printer.dialect, text, printer.place(.json(texts.map(JSONValue.string))))]
            }
        }
        return onValue(of: operand) { printer in
            let tests = texts.map { text in
                let folded = printer.folded(operand)
                return test(printer.dialect, folded, printer.place(.text(text)))
            }
            return [Self.joined(tests, "OR", empty: "FALSE")]
        }
    }

    /// All of the tests, and false where there is no value. A column is asked for null first, so
    /// that an index remains usable; an attribute is dear to read, so it is read once.
    mutating func onValue(
        of operand: StoredOperand, _ tests: (inout PredicateSQL) -> [String]
    ) -> String {
        switch operand.form {
        case .column(let column), .columnWithKey(_, let column):
            let tests = tests(&self)
            return "(" + (["\(column) IS NOT NULL"] + tests).joined(separator: " AND ") + ")"
        case .attribute:
            let tests = tests(&self)
            return tests.isEmpty
                ? "\(stored(operand)) IS NOT NULL" : "COALESCE(\(tests.joined(separator: " AND ")), FALSE)"
        }
    }

    /// The value as its type; null when there is none or it is not of the type.
    mutating func stored(_ operand: StoredOperand) -> String {
        switch operand.form {
        case .column(let column), .columnWithKey(let column, _): return column
        case .attribute(let name):
            let text = dialect.jsonText("activity.attributes", place(.text(name)))
            return switch operand.storage {
            case .text: text
            case .integer, .number: dialect.number(text)
            case .boolean: dialect.boolean(text)
            case .date: dialect.day(text)
            case .instant: dialect.instant(text)
            }
        }
    }

    private mutating func folded(_ operand: StoredOperand) -> String {
        if case .columnWithKey(_, let key) = operand.form { return key }
        return dialect.caseFolded(stored(operand))
    }

    // As a double, as the interpreter compares: whole numbers beyond 2^53 would differ otherwise.
    private mutating func number(_ operand: StoredOperand) -> String {
        let value = stored(operand)
        guard case .column = operand.form, operand.storage == .integer else { return value }
        return "CAST(\(value) AS \(dialect.doubleType))"
    }
}

extension StoredOperand {
    fileprivate var isNumeric: Bool { storage == .integer || storage == .number }
}

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
