/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Sendable, CustomStringConvertible {
    public let reason: String
    /// Byte offset from the start, 0-based.
    public let offset: Int
    /// Whether the text would be right if it were not too much: `reason` is then what there is too much of.
    public let isBound: Bool
    public var description: String { "\(reason) at byte \(offset)" }
}

/// Reads JSON text into a `JSONValue`.
///
/// Strict is RFC 8259. Relaxed also takes what older Marketo clients send inside parameters:
/// single-quoted strings, unquoted keys and bare words, `=` for `:`, Python's `True`, `False` and
/// `None`, and trailing commas (`{'id': 12, 'type': Folder}`, `{"id":1056,"type"="Folder"}`).
/// Bytes that are not UTF-8 and nesting deeper than `maximumDepth` are errors in both.
public struct JSONParser {
    public enum Grammar: Sendable { case strict, relaxed }

    /// Deep enough for any document of ours, shallow enough for the stack.
    public static let maximumDepth = 200

    /// How much a text may be made of; a value takes many times the bytes of its text.
    public struct Bounds: Sendable {
        /// Of one object.
        public let members: Int
        /// Of arrays and objects together, however nested.
        public let values: Int

        public init(members: Int, values: Int) {
            self.members = members
            self.values = values
        }

        /// For texts of our own.
        public static let none = Bounds(members: .max, values: .max)
    }

    private let bytes: [UInt8]
    private let grammar: Grammar
    private let bounds: Bounds
    private var position = 0
    private var values = 0

    private init(_ bytes: [UInt8], _ grammar: Grammar, _ bounds: Bounds) {
        self.bytes = bytes
        self.grammar = grammar
        self.bounds = bounds
    }

    public static func parse(
        _ bytes: [UInt8], _ grammar: Grammar = .strict, within bounds: Bounds = .none
    ) throws(JSONError) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONError(reason: "text is not UTF-8", offset: 0, isBound: false)
        }
        var parser = JSONParser(bytes, grammar, bounds)
        parser.skipBlanks()
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.position == bytes.count else { throw parser.error("unexpected text after the value") }
        return value
    }

    public static func parse(_ text: String, _ grammar: Grammar = .strict) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), grammar)
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        values += 1
        guard values <= bounds.values else { throw exceeded("more than \(bounds.values) values") }
        guard let byte = peek else { throw error("a value is missing") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string(quote: byte))
        case UInt8(ascii: "'") where grammar == .relaxed: return .string(try string(quote: byte))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = position
            do { return .number(try number()) } catch {
                guard grammar == .relaxed else { throw error }
                position = start
                return word(bareWord())
            }
        default:
            let word = bareWord()
            switch word {
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            case "null": return .null
            case "": throw error("unexpected character")
            default:
                guard grammar == .relaxed else { throw error("unexpected word '\(word)'") }
                return self.word(word)
            }
        }
    }

    private func word(_ word: String) -> JSONValue {
        switch word {
        case "True": .boolean(true)
        case "False": .boolean(false)
        case "None": .null
        default: .string(word)
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth < Self.maximumDepth else { throw exceeded("more than \(Self.maximumDepth) levels") }
        position += 1
        var members: [(key: String, value: JSONValue)] = []
        while true {
            skipBlanks()
            if take("}") {
                guard members.isEmpty || grammar == .relaxed else { throw error("a member is missing") }
                return JSONObject(members)
            }
            guard members.count < bounds.members else {
                throw exceeded("more than \(bounds.members) members in one object")
            }
            let key = try key()
            skipBlanks()
            guard take(":") || (grammar == .relaxed && take("=")) else { throw error("':' is missing") }
            skipBlanks()
            members.append((key, try value(depth: depth + 1)))
            skipBlanks()
            if take(",") { continue }
            guard take("}") else { throw error("',' or '}' is missing") }
            return JSONObject(members)
        }
    }

    private mutating func key() throws(JSONError) -> String {
        guard let byte = peek else { throw error("a key is missing") }
        if byte == UInt8(ascii: "\"") || (byte == UInt8(ascii: "'") && grammar == .relaxed) {
            return try string(quote: byte)
        }
        guard grammar == .relaxed else { throw error("a quoted key is missing") }
        let word = bareWord()
        guard !word.isEmpty else { throw error("a key is missing") }
        return word
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth < Self.maximumDepth else { throw exceeded("more than \(Self.maximumDepth) levels") }
        position += 1
        var elements: [JSONValue] = []
        while true {
            skipBlanks()
            if take("]") {
                guard elements.isEmpty || grammar == .relaxed else { throw error("an element is missing") }
                return elements
            }
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(",") { continue }
            guard take("]") else { throw error("',' or ']' is missing") }
            return elements
        }
    }

    private mutating func string(quote: UInt8) throws(JSONError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case quote: return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20 where grammar == .strict: throw error("control character in a string")
            default: content.append(byte)
            }
        }
        throw error("a string does not end")
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        guard let byte = peek else { throw error("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "'") where grammar == .relaxed: content.append(byte)
        case UInt8(ascii: "u"): content.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default: throw error("unknown escape")
        }
    }

    /// A lone surrogate is no character; it becomes U+FFFD.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try hexDigits()
        if (0xD800..<0xDC00).contains(first), position + 1 < bytes.count,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        {
            let rewind = position
            position += 2
            let second = try hexDigits()
            if (0xDC00..<0xE000).contains(second) {
                return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
            }
            position = rewind
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func hexDigits() throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error("a \\u escape needs four digits") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("a \\u escape needs four digits")
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }

    private mutating func number() throws(JSONError) -> String {
        let start = position
        _ = take("-")
        if take("0") {
            if let byte = peek, (48...57).contains(byte) { throw error("a number starts with 0") }
        } else {
            guard skipDigits() else { throw error("a digit is missing") }
        }
        if take("."), !skipDigits() { throw error("a digit is missing") }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            guard skipDigits() else { throw error("a digit is missing") }
        }
        let end = position
        if grammar == .relaxed {
            // Blanks belong to a bare word (`7 Days`), but after a number they may also be the end.
            skipBlanks()
            if let byte = peek, isWordByte(byte) { throw error("not a number") }
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private mutating func skipDigits() -> Bool {
        let start = position
        while let byte = peek, (48...57).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func bareWord() -> String {
        let start = position
        while let byte = peek, isWordByte(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self).trimmingBlanks
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch grammar {
        case .strict: (97...122).contains(byte) || (65...90).contains(byte)
        // A bare value may hold blanks (`Email Batch`); only structure ends it.
        case .relaxed: byte >= 0x20 && !"{}[]:=,\"'".utf8.contains(byte)
        }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek, UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }
    private func exceeded(_ what: String) -> JSONError { JSONError(reason: what, offset: position, isBound: true) }
    private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position, isBound: false) }
}
