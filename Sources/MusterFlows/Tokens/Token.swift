public import MusterModel

/// One `{{namespace.Name:default=text}}` of a text, resolved as far as its writing allows.
public struct Token: Sendable, Hashable {
    /// What the token stands for. Names are case-folded.
    public enum Subject: Sendable, Hashable {
        /// `lead.` and `company.`, by display name.
        case field(LeadField)
        /// `my.`
        case my(String)
        /// `trigger.`: what the trigger that brought the lead here knows.
        case trigger(String)
        case program(ContainerPart)
        case campaign(ContainerPart)
        case system(SystemPart)
        /// Nothing that Muster knows; renders as nothing.
        /// - Source: our choice; Marketo leaves some of them visible.
        case unknown
    }
    public enum ContainerPart: String, Sendable, CaseIterable { case name, description, id }
    public enum SystemPart: String, Sendable, CaseIterable { case date, time, dateTime }

    /// As written, without the braces and the default.
    public let name: String
    public let subject: Subject
    /// Stands in for an empty value.
    public let fallback: String?

    /// Reads the text between the braces.
    public init(_ content: some StringProtocol, leadFields: LeadFieldCatalog) {
        let (name, fallback) = Self.split(String(content))
        self.name = name
        self.fallback = fallback
        subject = Self.subject(name, leadFields)
    }

    private static func split(_ content: String) -> (name: String, fallback: String?) {
        let marker = Array(":default=".utf8)
        let bytes = Array(content.utf8)
        guard bytes.count >= marker.count else { return (content, nil) }
        for start in 0...(bytes.count - marker.count)
        where bytes[start..<start + marker.count].elementsEqual(marker, by: { ($0 | 0x20) == ($1 | 0x20) }) {
            return (
                String(decoding: bytes[..<start], as: UTF8.self),
                String(decoding: bytes[(start + marker.count)...], as: UTF8.self)
            )
        }
        return (content, nil)
    }

    private static func subject(_ text: String, _ leadFields: LeadFieldCatalog) -> Subject {
        guard let dot = text.firstIndex(of: ".") else { return .unknown }
        let name = String(text[text.index(after: dot)...])
        // Blanks are significant: `{{lead. First Name}}` is no token.
        guard !name.isEmpty, name.trimmingBlanks.isIdentical(to: name) else { return .unknown }
        let folded = name.caseFolded
        switch text[..<dot].caseFolded {
        case "lead": return field(name, .person, leadFields)
        case "company": return field(name, .company, leadFields)
        case "my": return .my(folded)
        case "trigger": return .trigger(folded)
        case "program": return part(folded).map(Subject.program) ?? .unknown
        case "campaign": return part(folded).map(Subject.campaign) ?? .unknown
        case "system": return part(folded).map(Subject.system) ?? .unknown
        default: return .unknown
        }
    }

    private static func field(_ name: String, _ owner: LeadField.Owner, _ fields: LeadFieldCatalog) -> Subject {
        guard let field = fields.field(named: name), field.owner == owner else { return .unknown }
        return .field(field)
    }

    private static func part<Part: RawRepresentable & CaseIterable>(_ folded: String) -> Part?
    where Part.RawValue == String {
        Part.allCases.first { $0.rawValue.caseFolded == folded }
    }
}
