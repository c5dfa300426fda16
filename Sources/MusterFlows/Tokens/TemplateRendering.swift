import MusterModel

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
        for part in template.parts {
            switch part {
            case .literal(let literal): try append(literal)
            case .token(let token):
                let start = text.utf8.count
                try append(token, depth)
                if text.utf8.count == start, let fallback = token.fallback { try append(fallback) }
            }
        }
    }

    private mutating func append(_ token: Token, _ depth: Int) throws(TemplateTooLong) {
        guard case .my(let name) = token.subject else {
            return try append(target.escaped(scope.value(of: token, for: lead)))
        }
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
