public import MusterModel

/// A text with tokens, taken apart once and rendered per lead.
///
/// `{{` without a closing `}}` is plain text. A token whose value is empty gives its `:default=`
/// text, or nothing.
/// - Source: product docs, "Tokens Overview"; details that are our choice stand at `Token`.
public struct TemplateText: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case literal(String)
        case token(Token)
    }

    /// What the rendered text becomes part of.
    public enum Target: Sendable {
        case plain
        /// Values that come from people and names are escaped; what an author wrote as markup
        /// (the text itself, defaults, My Tokens) is not.
        case html
    }

    /// What a text may become with its tokens filled in, in bytes of UTF-8: as the value of a field or of
    /// a parameter, and as a part of a mail.
    /// - Source: our choice.
    public static let longestValue = 65_536
    public static let longestMailPart = 2_097_152

    public let source: String
    let parts: [Part]

    public init(_ source: String, leadFields: LeadFieldCatalog) {
        self.source = source
        parts = Self.parts(of: source, leadFields)
    }

    /// True when the text says the same for everyone, so that it can be checked beforehand.
    public var isLiteral: Bool { tokens.isEmpty }

    public var tokens: [Token] {
        parts.compactMap { if case .token(let token) = $0 { token } else { nil } }
    }

    public var use: TokenUse { TokenUse(tokens) }

    /// - Throws: when the text would be longer than `limit`, in bytes of UTF-8.
    public func text(
        for lead: Lead, in scope: TokenScope, target: Target = .plain, limit: Int = TemplateText.longestValue
    ) throws(TemplateTooLong) -> String {
        var rendering = TemplateRendering(for: lead, in: scope, target: target, limit: limit)
        try rendering.append(self)
        return rendering.text
    }

    private static func parts(of source: String, _ leadFields: LeadFieldCatalog) -> [Part] {
        let braces = (open: UInt8(ascii: "{"), close: UInt8(ascii: "}"))
        let bytes = Array(source.utf8)
        var parts: [Part] = []
        var literal: [UInt8] = []
        var index = 0
        // Looked for once only when there is none, so that a text of braces takes no quadratic time.
        var mayClose = true
        while index < bytes.count {
            let opens = mayClose && bytes[index...].starts(with: [braces.open, braces.open])
            let end = opens ? firstPair(braces.close, in: bytes, from: index + 2) : nil
            mayClose = mayClose && !(opens && end == nil)
            if let end {
                // Of `{{a {{lead.City}}` the inner pair is the token.
                let start = lastPair(braces.open, in: bytes, from: index + 1, to: end) ?? index
                literal += bytes[index..<start]
                if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
                literal = []
                let content = String(decoding: bytes[(start + 2)..<end], as: UTF8.self)
                parts.append(.token(Token(content, leadFields: leadFields)))
                index = end + 2
            } else {
                literal.append(bytes[index])
                index += 1
            }
        }
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        return parts
    }

    private static func firstPair(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count - 1 else { return nil }
        return (start..<bytes.count - 1).first { bytes[$0] == byte && bytes[$0 + 1] == byte }
    }
    private static func lastPair(_ byte: UInt8, in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
        guard start < end - 1 else { return nil }
        return (start..<end - 1).last { bytes[$0] == byte && bytes[$0 + 1] == byte }
    }
}

extension String {
    /// In quotes for a reason, cut when it is long.
    var quoted: String { "'\(excerpt(bytes: 200))'" }
}
