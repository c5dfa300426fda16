import Foundation
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
    /// Of namespace `system` in mails, where they give nothing yet.
    /// - Source: product docs, "System Tokens Glossary".
    static let mailLinks = ["unsubscribeLink", "viewAsWebpageLink", "forwardToFriendLink"]

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
        switch TokenNamespace(text[..<dot]) {
        case .lead: return field(name, .person, leadFields)
        case .company: return field(name, .company, leadFields)
        case .my: return .my(folded)
        case .trigger: return .trigger(folded)
        case .program: return part(folded).map(Subject.program) ?? .unknown
        case .campaign: return part(folded).map(Subject.campaign) ?? .unknown
        case .system: return part(folded).map(Subject.system) ?? .unknown
        case .member, nil: return .unknown
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

/// How values are written where a token stood.
/// - Source: product docs, "System Tokens Glossary" for the system tokens; the rest is our choice.
enum TokenFormat {
    /// Dates `2013-08-08`, date-times `2013-08-08 16:36:13` in the zone, booleans `1` and `0`.
    static func text(_ value: FieldValue, in zone: TimeZone) -> String {
        switch value {
        case .boolean(let value): value ? "1" : "0"
        case .instant(let instant): dateTime(zone.localDateTime(of: instant))
        case .null, .text, .integer, .number, .date: value.recordedText
        }
    }

    /// `Aug 08, 2013`, `04:34 PM (GMT -0700)`, `2013-08-08 16:36:13`.
    static func text(_ part: Token.SystemPart, at moment: Moment) -> String {
        let local = moment.timeZone.localDateTime(of: moment.instant)
        switch part {
        case .date: return "\(months[local.day.month - 1]) \(twoDigits(local.day.day)), \(fourDigits(local.day.year))"
        case .time:
            let hour = local.hour % 12 == 0 ? 12 : local.hour % 12
            let half = local.hour < 12 ? "AM" : "PM"
            return "\(twoDigits(hour)):\(twoDigits(local.minute)) \(half) (GMT \(offset(moment)))"
        case .dateTime: return dateTime(local)
        }
    }

    private static func dateTime(_ local: LocalDateTime) -> String {
        "\(local.day) \(twoDigits(local.hour)):\(twoDigits(local.minute)):\(twoDigits(local.second))"
    }

    private static func offset(_ moment: Moment) -> String {
        let date = Date(timeIntervalSince1970: Double(moment.instant.seconds))
        let minutes = moment.timeZone.secondsFromGMT(for: date) / 60
        let sign = minutes < 0 ? "-" : "+"
        return sign + twoDigits(abs(minutes) / 60) + twoDigits(abs(minutes) % 60)
    }

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    private static func fourDigits(_ value: Int) -> String {
        String(repeating: "0", count: max(0, 4 - String(value).count)) + String(value)
    }
}

extension TemplateText.Target {
    func escaped(_ value: String) -> String {
        switch self {
        case .plain: return value
        case .html:
            var result = ""
            for scalar in value.unicodeScalars {
                switch scalar {
                case "&": result += "&amp;"
                case "<": result += "&lt;"
                case ">": result += "&gt;"
                case "\"": result += "&quot;"
                case "'": result += "&#39;"
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result
        }
    }
}
