import MusterModel
import MusterRules

extension PredicateSQL {
    /// A test of one stored value. A test that is not of the value's type is false, as the
    /// interpreter has it.
    mutating func condition(_ test: ValueTest, of operand: StoredOperand) -> String {
        switch test {
        case .isNull: return "\(stored(operand)) IS NULL"
        case .isNotNull: return "\(stored(operand)) IS NOT NULL"
        case .anyOf(let tests): return Self.joined(tests.map { condition($0, of: operand) }, "OR", empty: "FALSE")
        case .not(let test): return "NOT (\(condition(test, of: operand)))"
        case .textIs(let texts):
            guard operand.storage == .text, !texts.isEmpty else { return "FALSE" }
            return onValue(of: operand) { printer in
                let folded = printer.folded(operand)
                return ["\(folded) IN \(printer.places(texts.map(SQLValue.text)))"]
            }
        case .textStartsWith(let texts):
            return anyText(texts, of: operand) { dialect, text, place in dialect.startsWith(text, place) }
        case .textContains(let texts):
            return anyText(texts, of: operand) { dialect, text, place in dialect.contains(text, place) }
        case .numberIs(let numbers):
            guard operand.isNumeric, !numbers.isEmpty else { return "FALSE" }
            return onValue(of: operand) { printer in
                let number = printer.number(operand)
                return ["\(number) IN \(printer.places(numbers.map(SQLValue.double)))"]
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

    private mutating func anyText(
        _ texts: [String], of operand: StoredOperand, _ test: (any Dialect, String, String) -> String
    ) -> String {
        guard operand.storage == .text, !texts.isEmpty else { return "FALSE" }
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
    private mutating func onValue(
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
    private mutating func stored(_ operand: StoredOperand) -> String {
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
