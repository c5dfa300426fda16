public import MusterModel

extension ValueTest {
    /// Whether the value passes. A value of another type than the test's passes nothing but
    /// `isNotNull` and complements.
    public func holds(for value: FieldValue) -> Bool {
        switch self {
        case .isNull: value.isNull
        case .isNotNull: !value.isNull
        case .textIs(let texts): value.foldedText.map { text in texts.contains { $0.isIdentical(to: text) } } ?? false
        case .textStartsWith(let texts):
            value.foldedText.map { text in texts.contains { text.utf8.starts(with: $0.utf8) } } ?? false
        case .textContains(let texts):
            value.foldedText.map { text in texts.contains { text.containsBytes(of: $0) } } ?? false
        case .numberIs(let numbers): value.comparableNumber.map(numbers.contains) ?? false
        case .numberWithin(let bounds): value.comparableNumber.map(bounds.contains) ?? false
        case .isTrue: value == .boolean(true)
        case .isFalse: value == .boolean(false)
        case .dayWithin(let bounds): if case .date(let day) = value { bounds.contains(day) } else { false }
        case .instantWithin(let bounds): if case .instant(let at) = value { bounds.contains(at) } else { false }
        case .anyOf(let tests): tests.contains { $0.holds(for: value) }
        case .not(let test): !test.holds(for: value)
        }
    }
}

extension FieldValue {
    fileprivate var foldedText: String? {
        if case .text(let text) = self { text.caseFolded } else { nil }
    }

    fileprivate var comparableNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .text, .boolean, .date, .instant: nil
        }
    }
}

extension String {
    // Bytes and not characters: Swift's `contains` compares characters, so it would not find `e`
    // in `e` followed by a combining accent, and SQL does.
    fileprivate func containsBytes(of part: String) -> Bool {
        let whole = Array(utf8)
        let wanted = Array(part.utf8)
        guard wanted.count <= whole.count else { return false }
        return (0...(whole.count - wanted.count)).contains { start in
            whole[start...].starts(with: wanted)
        }
    }
}
