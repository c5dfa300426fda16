public import MusterModel

/// A text with tokens, taken apart once and rendered per lead.
///
/// `{{` without a closing `}}` is plain text. A token whose value is empty gives its `:default=`
/// text, or nothing.
/// - Source: product docs, "Tokens Overview"; details that are our choice stand at `Token`.
public struct TemplateText: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case literal(String)
        /// By its place among the tokens.
        case token(Int)
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
    /// The different ones, in the order of their first appearance.
    public let tokens: [Token]

    public init(_ source: String, leadFields: LeadFieldCatalog) {
        self.source = source
        var tokens = DistinctTokens()
        parts = Self.parts(of: source, leadFields, &tokens)
        self.tokens = tokens.all
    }

    /// So that what a token is, and what it says to a lead, is found out once, however often it is written.
    private struct DistinctTokens {
        private(set) var all: [Token] = []
        private var places: [String: Int] = [:]

        mutating func place(of content: String, _ leadFields: LeadFieldCatalog) -> Int {
            if let known = places[content] { return known }
            all.append(Token(content, leadFields: leadFields))
            places[content] = all.count - 1
            return all.count - 1
        }
    }

    /// True when the text says the same for everyone, so that it can be checked beforehand.
    public var isLiteral: Bool { tokens.isEmpty }

    public var use: TokenUse { TokenUse(tokens) }

    /// - Throws: when the text would be longer than `limit`, in bytes of UTF-8.
    public func text(
        for lead: Lead, in scope: TokenScope, target: Target = .plain, limit: Int = TemplateText.longestValue
    ) throws(TemplateTooLong) -> String {
        var rendering = TemplateRendering(for: lead, in: scope, target: target, limit: limit)
        try rendering.append(self)
        return rendering.text
    }

    private static func parts(
        of source: String, _ leadFields: LeadFieldCatalog, _ tokens: inout DistinctTokens
    ) -> [Part] {
        let braces = (open: UInt8(ascii: "{"), close: UInt8(ascii: "}"))
        let bytes = Array(source.utf8)
        var parts: [Part] = []
        var literal: [UInt8] = []
        var index = 0
        // Looked for once only when there is none, so that a text of braces takes no quadratic time.
        var mayClose = true
        while index < bytes.count {
            let opens =
                mayClose && bytes[index] == braces.open && index + 1 < bytes.count && bytes[index + 1] == braces.open
            let end = opens ? firstPair(braces.close, in: bytes, from: index + 2) : nil
            mayClose = mayClose && !(opens && end == nil)
            if let end {
                // Of `{{a {{lead.City}}` the inner pair is the token.
                let start = lastPair(braces.open, in: bytes, from: index + 1, to: end) ?? index
                literal += bytes[index..<start]
                if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
                literal = []
                let content = String(decoding: bytes[(start + 2)..<end], as: UTF8.self)
                parts.append(.token(tokens.place(of: content, leadFields)))
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

/// An e-mail with the tokens of all its parts taken apart, made once per cohort.
public struct EmailTemplate: Sendable {
    public let email: Email
    let subject: TemplateText
    let fromName: TemplateText
    let fromEmail: TemplateText
    let replyEmail: TemplateText
    let html: TemplateText
    let text: TemplateText

    public init(_ email: Email, leadFields: LeadFieldCatalog) {
        self.email = email
        subject = TemplateText(email.subject, leadFields: leadFields)
        fromName = TemplateText(email.fromName, leadFields: leadFields)
        fromEmail = TemplateText(email.fromEmail, leadFields: leadFields)
        replyEmail = TemplateText(email.replyEmail, leadFields: leadFields)
        html = TemplateText(email.html, leadFields: leadFields)
        text = TemplateText(email.text, leadFields: leadFields)
    }

    public var use: TokenUse {
        [fromName, fromEmail, replyEmail, html, text].reduce(subject.use) { $0.union($1.use) }
    }

    /// A part that becomes a mail header: one line, whatever a token brings along.
    static func headerLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(line).trimmingBlanks
    }
}

/// A text in the making, which may not grow beyond its limit.
///
/// Each My Token is taken apart once at each depth and copied where it stands again, so that the work
/// is bounded by the texts and the limit, however often tokens stand in tokens.
struct TemplateRendering {
    let lead: Lead
    let scope: TokenScope
    let target: TemplateText.Target
    /// In bytes of UTF-8.
    let limit: Int
    private(set) var text = ""
    private var written: [Place: Range<Int>] = [:]

    private struct Place: Hashable {
        let name: String
        let depth: Int
    }

    init(for lead: Lead, in scope: TokenScope, target: TemplateText.Target, limit: Int) {
        self.lead = lead
        self.scope = scope
        self.target = target
        self.limit = limit
    }

    mutating func append(_ template: TemplateText, depth: Int = 1) throws(TemplateTooLong) {
        var values = [String?](repeating: nil, count: template.tokens.count)
        for part in template.parts {
            switch part {
            case .literal(let literal): try append(literal)
            case .token(let place):
                let token = template.tokens[place]
                let start = text.utf8.count
                if case .my(let name) = token.subject {
                    try append(myToken: name, depth)
                } else {
                    let value = values[place] ?? target.escaped(scope.value(of: token, for: lead))
                    values[place] = value
                    try append(value)
                }
                if text.utf8.count == start, let fallback = token.fallback { try append(fallback) }
            }
        }
    }

    private mutating func append(myToken name: String, _ depth: Int) throws(TemplateTooLong) {
        guard let template = scope.template(ofMyToken: name) else { return try append(scope.text(ofMyToken: name)) }
        // A token inside a token's value is expanded too, to a depth of three. Deeper than that a value
        // would have to contain itself.
        guard depth < 3 else { return }
        let place = Place(name: name, depth: depth)
        if let range = written[place] { return try append(copy(range)) }
        let start = text.utf8.count
        try append(template, depth: depth + 1)
        written[place] = start..<text.utf8.count
    }

    /// Of its own storage: a slice would have the whole text copied when that grows.
    private func copy(_ range: Range<Int>) -> String {
        let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        return String(text[start..<text.utf8.index(start, offsetBy: range.count)])
    }

    private mutating func append(_ string: String) throws(TemplateTooLong) {
        guard text.utf8.count + string.utf8.count <= limit else { throw TemplateTooLong(limit: limit) }
        text += string
    }
}

/// A text is longer than its place allows, once its tokens are filled in. Reads on after the name of
/// the text.
public struct TemplateTooLong: Error, Hashable, CustomStringConvertible {
    /// In bytes of UTF-8.
    public let limit: Int

    public init(limit: Int) { self.limit = limit }

    public var description: String {
        let size = limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB"
        return "is longer than \(size) with its tokens filled in"
    }
}
