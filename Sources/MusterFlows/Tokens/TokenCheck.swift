import Foundation
public import MusterModel
import MusterRules

/// The My Tokens that a text may name.
public struct DeclaredTokens: Sendable {
    /// By case-folded name.
    let tokens: [String: MyToken]
    /// Whether a name that is not there is a mistake; else it may be declared later.
    let areAll: Bool

    /// Names may come in any case.
    public init(_ tokens: [String: MyToken], areAll: Bool) {
        self.tokens = TokenScope.folded(tokens)
        self.areAll = areAll
    }
}

/// Finds what can never work in a text with tokens, before anybody comes to it.
///
/// A token stands for what it may give: a lead field for a value of its type, a My Token for its value. When
/// none of that makes sense of the text, it is refused. What only the moment knows, such as what a trigger
/// tells, may be anything.
public struct TokenCheck {
    let leadFields: LeadFieldCatalog
    /// `nil` when they are not known.
    let declared: DeclaredTokens?
    /// Links to the mail itself are known in mails alone.
    let isInMail: Bool

    public init(leadFields: LeadFieldCatalog, declared: DeclaredTokens?, isInMail: Bool = false) {
        self.leadFields = leadFields
        self.declared = declared
        self.isInMail = isInMail
    }

    /// Tokens for which there will be nothing, in sentences that read on after the name of the text.
    public func unknownNames(in text: String) -> [String] {
        guard text.contains("{{") else { return [] }
        return unknownNames(in: TemplateText(text, leadFields: leadFields))
    }

    func unknownNames(in template: TemplateText) -> [String] {
        var seen: Set<String> = []
        return template.tokens.compactMap { token in
            guard let complaint = complaint(about: token), seen.insert(complaint).inserted else { return nil }
            return "names \("{{\(token.name)}}".excerpt(bytes: 200)), \(complaint)"
        }
    }

    private func complaint(about token: Token) -> String? {
        if case .my(let name) = token.subject { return isMissing(name, token) ? undeclared(token) : nil }
        guard token.subject == .unknown, let dot = token.name.firstIndex(of: "."),
            let namespace = TokenNamespace(token.name[..<dot])
        else { return nil }
        let name = String(token.name[token.name.index(after: dot)...])
        if !name.trimmingBlanks.isIdentical(to: name) { return "and blanks around a name are no part of it" }
        switch namespace {
        case .lead, .company:
            if let field = leadFields.field(named: name) { return "which is written \(field.token)" }
            return "and there is no such field"
                + Suggestion.phrase(for: name, among: leadFields.fields.map(\.displayName))
        case .system:
            let link = Token.mailLinks.first { $0.caseFolded == name.caseFolded }
            if link != nil { return isInMail ? nil : "which goes only into mails" }
            return Self.oneOf(Token.SystemPart.allCases.map(\.rawValue), namespace)
        case .program, .campaign: return Self.oneOf(Token.ContainerPart.allCases.map(\.rawValue), namespace)
        case .my, .member, .trigger: return nil
        }
    }

    private static func oneOf(_ names: [String], _ namespace: TokenNamespace) -> String {
        "and there are only " + names.map { "{{\(namespace.rawValue).\($0)}}" }.joined(separator: ", ")
    }

    private func isMissing(_ name: String, _ token: Token) -> Bool {
        guard let declared, declared.areAll, token.fallback == nil else { return false }
        return declared.tokens[name] == nil
    }

    private func undeclared(_ token: Token) -> String {
        let known = declared?.tokens.values.map(\.name) ?? []
        let hint = Suggestion.phrase(for: MyToken.bareName(token.name), among: known)
        let advice = "; declare it under 'tokens', or say what stands in for it: {{\(token.name):default=…}}"
        return "which nobody declares" + (hint.isEmpty ? advice.excerpt(bytes: 300) : hint)
    }
}

extension TokenCheck {
    /// Why the text will never be what is asked for; `nil` when it may be. Reads on after the name of the text.
    func complaint(about template: TemplateText, as demand: TextDemand) -> String? {
        guard !mayBe(template, demand) else { return nil }
        if template.isLiteral { return "\(template.source.quoted) is not \(demand.what)" }
        var seen: Set<String> = []
        let facts = template.tokens.compactMap(fact).filter { seen.insert($0).inserted }.prefix(3)
        let reason = facts.isEmpty ? "" : ": " + facts.joined(separator: ", ")
        return "\(template.source.quoted) is never \(demand.what)\(reason)"
    }

    func mayBe(_ template: TemplateText, _ demand: TextDemand) -> Bool {
        var work = Self.mostWork
        guard let texts = texts(of: template, demand, depth: 1, &work) else { return true }
        return texts.contains(where: demand.admits)
    }

    /// Where more would have to be tried, the text is believed.
    private static let mostWork = 200
    private static let longestText = 1_000
    /// Something of every sort that a text may be asked for.
    private static let anything = [
        "", "1", "+1", "=1", "days", "1 day", "2026-03-31", "true", "a@example.com", "a",
    ]

    /// What the text may become; `nil` when that is too much to say.
    private func texts(
        of template: TemplateText, _ demand: TextDemand, depth: Int, _ work: inout Int
    ) -> [String]? {
        var texts = [""]
        for part in template.parts {
            let values: [String]
            switch part {
            case .literal(let literal): values = [literal]
            case .token(let place):
                guard let known = self.values(of: template.tokens[place], demand, depth, &work) else { return nil }
                values = known
            }
            work -= texts.count * values.count
            guard work >= 0 else { return nil }
            texts = texts.flatMap { text in values.map { text + $0 } }
            guard texts.allSatisfy({ $0.utf8.count <= Self.longestText }) else { return nil }
        }
        return texts
    }

    private func values(of token: Token, _ demand: TextDemand, _ depth: Int, _ work: inout Int) -> [String]? {
        let fallback = token.fallback.map { [$0] } ?? []
        switch token.subject {
        case .field(let field):
            if field.dataType.storage == .text, demand.believesTextFields { return Self.anything }
            return [field.dataType.example] + fallback
        case .my(let name):
            guard let declared else { return Self.anything }
            guard let token = declared.tokens[name] else {
                return declared.areAll && !fallback.isEmpty ? fallback : Self.anything
            }
            // One without a value is there to be filled by those who call.
            if token.value.isEmpty { return fallback.isEmpty ? Self.anything : fallback }
            if !token.value.contains("{{") { return [String(token.value.prefix(Self.longestText / 2))] }
            guard depth < 3, token.value.utf8.count <= Self.longestText else { return nil }
            return texts(of: TemplateText(token.value, leadFields: leadFields), demand, depth: depth + 1, &work)
        case .trigger: return Self.anything
        case .program(.id), .campaign(.id): return ["1"]
        case .program, .campaign: return demand.believesTextFields ? Self.anything : ["text"] + fallback
        case .system(let part):
            return [TokenFormat.text(part, at: Moment(Instant(seconds: 0), in: .gmt))]
        case .unknown: return fallback.isEmpty ? [""] : fallback
        }
    }

    /// What a token gives, in words; `nil` when that is not known.
    private func fact(_ token: Token) -> String? {
        let what: String
        switch token.subject {
        case .field(let field): what = field.dataType.inWords
        case .my(let name):
            guard let token = declared?.tokens[name] else { return nil }
            what = "the \(token.kind.rawValue) \(token.value.quoted)"
        case .system(.date): what = DataType.date.inWords
        case .system(.dateTime): what = DataType.datetime.inWords
        case .system(.time): what = "a time"
        case .program(.id), .campaign(.id): what = DataType.integer.inWords
        case .program, .campaign: what = DataType.string.inWords
        case .trigger, .unknown: return nil
        }
        return "{{\(token.name)}} is \(what)"
    }
}

extension LeadField {
    /// How a text names it.
    fileprivate var token: String {
        let namespace: TokenNamespace = owner == .company ? .company : .lead
        return "{{\(namespace.rawValue).\(displayName)}}"
    }
}

extension DataType {
    /// A value as a token gives it.
    fileprivate var example: String {
        switch storage {
        case .text: "text"
        case .integer, .number, .boolean: "1"
        case .date: "2026-03-31"
        case .instant: "2026-03-31 09:00:00"
        }
    }
}
