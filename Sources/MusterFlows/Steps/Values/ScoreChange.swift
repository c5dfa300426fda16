import MusterModel

/// What Change Score does to a score: `+5` and `5` add, `-5` takes off, `=5` and `=-5` set.
///
/// - Source: product docs, "Change Score"; that a bare number adds is our choice.
enum ScoreChange: Sendable, Hashable, CustomStringConvertible {
    case add(Int64)
    case set(Int64)

    /// `nil` when the text is neither. Numbers of any length are read and saturate.
    init?(_ text: String) {
        let text = text.trimmingBlanks
        if text.hasPrefix("=") {
            guard let value = Self.number(text.dropFirst()) else { return nil }
            self = .set(value)
        } else {
            guard let value = Self.number(text[...]) else { return nil }
            self = .add(value)
        }
    }

    /// The new score, kept inside 32 bits; no score counts as 0.
    /// - Source: our choice.
    func applied(to score: Int64?) -> Int64 {
        switch self {
        case .set(let value): value.clampedToScore
        case .add(let value): ((score ?? 0).clampedToScore + value).clampedToScore
        }
    }

    /// With its sign, as activities record it.
    var description: String {
        switch self {
        case .set(let value): "=\(value)"
        case .add(let value): value < 0 ? String(value) : "+\(value)"
        }
    }

    private static func number(_ text: Substring) -> Int64? {
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let size = min(Int64(digits) ?? .max, Int64(UInt32.max))
        return text.first == "-" ? -size : size
    }
}

extension Int64 {
    fileprivate var clampedToScore: Int64 { Swift.min(Swift.max(self, Int64(Int32.min)), Int64(Int32.max)) }
}
