import Foundation
import MusterModel

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
