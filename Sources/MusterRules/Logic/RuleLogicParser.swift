import MusterModel

extension RuleLogic {
    /// Reads an expression such as `1 and (2 or 3)` over so many filters.
    ///
    /// - The words are `and` and `or`, in any case; there is no `not`, because negation
    ///   lives in the filters.
    /// - Both words on one level without parentheses are an error, never a silent precedence
    ///   (documented that parentheses are required).
    /// - Every filter must be used; one may be used twice (our choice).
    /// - Source: product docs, "Using Advanced Smart List Rule Logic".
    init(_ text: String, filterCount: Int) throws(RuleLogicError) {
        var parser = RuleLogicParser(text)
        let logic = try parser.parse()
        let used = Set(logic.positions)
        if let beyond = used.filter({ $0 > filterCount }).min() {
            let filters = filterCount == 1 ? "is only 1 filter" : "are only \(filterCount) filters"
            throw RuleLogicError("there is no filter \(beyond), there \(filters)")
        }
        let unused = (1...max(filterCount, 1)).filter { $0 <= filterCount && !used.contains($0) }
        if !unused.isEmpty {
            let list = unused.map(String.init).joined(separator: ", ")
            throw RuleLogicError(unused.count == 1 ? "filter \(list) is not used" : "filters \(list) are not used")
        }
        self = logic
    }
}

/// What is wrong with a logic expression, in words.
struct RuleLogicError: Error, Hashable {
    let message: String
    init(_ message: String) { self.message = message }
}

/// ```
/// logic := expr end
/// expr  := term { ("and" | "or") term }     one of the words per level
/// term  := number | "(" expr ")"
/// ```
private struct RuleLogicParser {
    private enum Token: Equatable {
        case number(Int), and, or, open, close, end
        var description: String {
            switch self {
            case .number(let value): "\(value)"
            case .and: "'and'"
            case .or: "'or'"
            case .open: "'('"
            case .close: "')'"
            case .end: "the end"
            }
        }
    }

    // Nobody nests deeper by hand, and the parser must not run out of stack on somebody's garbage.
    private static let deepest = 50

    private var rest: Substring.UnicodeScalarView
    private var token = Token.end
    private var depth = 0

    init(_ text: String) { rest = Substring(text).unicodeScalars }

    mutating func parse() throws(RuleLogicError) -> RuleLogic {
        try advance()
        guard token != .end else { throw RuleLogicError("the logic is empty; write for example '1 and (2 or 3)'") }
        let logic = try expression()
        switch token {
        case .end: return logic
        case .close: throw RuleLogicError("a ')' has no '(' before it")
        default: throw RuleLogicError("expected 'and' or 'or' before \(token.description)")
        }
    }

    private mutating func expression() throws(RuleLogicError) -> RuleLogic {
        var parts = [try term()]
        var word: Token?
        while token == .and || token == .or {
            if let word, word != token {
                throw RuleLogicError(
                    "'and' and 'or' meet without parentheses; write for example '1 and (2 or 3)'")
            }
            word = token
            try advance()
            parts.append(try term())
        }
        return parts.count == 1 ? parts[0] : word == .and ? .all(parts) : .any(parts)
    }

    private mutating func term() throws(RuleLogicError) -> RuleLogic {
        switch token {
        case .number(let position):
            try advance()
            return .filter(position)
        case .open:
            depth += 1
            guard depth <= Self.deepest else { throw RuleLogicError("parentheses are nested too deeply") }
            try advance()
            let inner = try expression()
            guard token == .close else {
                throw RuleLogicError(
                    token == .end
                        ? "a '(' is not closed" : "expected 'and', 'or' or ')' before \(token.description)")
            }
            depth -= 1
            try advance()
            return inner
        case .and, .or, .close, .end:
            throw RuleLogicError("expected a filter number or '(' before \(token.description)")
        }
    }

    private mutating func advance() throws(RuleLogicError) {
        while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        guard let first = rest.first else {
            token = .end
            return
        }
        switch first {
        case "(": rest.removeFirst(); token = .open
        case ")": rest.removeFirst(); token = .close
        case "0"..."9": token = try number()
        default: token = try word()
        }
    }

    private mutating func number() throws(RuleLogicError) -> Token {
        let digits = String(String.UnicodeScalarView(rest.prefix { ("0"..."9").contains($0) }))
        rest.removeFirst(digits.unicodeScalars.count)
        guard let value = Int(digits), value > 0, !digits.hasPrefix("0") else {
            throw RuleLogicError("'\(digits)' is not the number of a filter; the first filter is 1")
        }
        return .number(value)
    }

    private mutating func word() throws(RuleLogicError) -> Token {
        let letters = String(String.UnicodeScalarView(rest.prefix { $0.properties.isAlphabetic }))
        let found = letters.isEmpty ? String(rest.prefix(1)) : letters
        rest.removeFirst(found.unicodeScalars.count)
        switch found.caseFolded {
        case "and": return .and
        case "or": return .or
        case "not":
            throw RuleLogicError("there is no 'not'; use the 'Not …' form of the filter or a negative operator")
        default:
            throw RuleLogicError(
                "'\(found)' is not part of a logic expression; use numbers, 'and', 'or' and parentheses")
        }
    }
}
