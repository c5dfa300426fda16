import Foundation
import MusterModel

/// A smart campaign: who (its rules), what (its flow) and when. An absent member leaves what the
/// campaign has.
struct AuthoredCampaign {
    let name: String
    let place: AuthoredPlace
    let description: String?
    let rules: AuthoredRules?
    /// `{"flow":[…]}`, as `FlowDocument` reads it.
    let flow: JSONValue?
    let qualification: QualificationRule?
    let maxMembers: AuthoredSetting<Int>?
    let recurrence: AuthoredSetting<Recurrence>?
    /// One planned run.
    let schedule: Instant?
    let isActive: Bool?
    let isCommunicationLimitEnabled: Bool?

    static let members =
        [
            "name", "folder", "description", "flow", "qualification", "maxMembers", "recurrence", "schedule", "active",
            "communicationLimits",
        ] + AuthoredRules.members

    init?(
        _ item: (json: JSONValue, path: String), _ home: AuthoredPlace.Home, zone: TimeZone, _ problems: Problems
    ) {
        guard let mapping = AuthoredMapping(item.json, at: item.path, known: Self.members, problems) else {
            return nil
        }
        let name = mapping.requiredText("name")
        place = AuthoredPlace(home: home, folder: mapping.text("folder"), path: item.path)
        description = mapping.text("description")
        rules = AuthoredRules(mapping)
        flow = mapping["flow"].map { ["flow": $0] }
        qualification = mapping.text("qualification").flatMap { Self.qualification($0, mapping) }
        maxMembers = Self.maxMembers(mapping)
        recurrence = AuthoredRecurrence.read(mapping, "recurrence", zone: zone)
        schedule = mapping.instant("schedule", zone: zone)
        isActive = mapping.flag("active")
        isCommunicationLimitEnabled = mapping.flag("communicationLimits")
        guard let name else { return nil }
        self.name = name
    }

    /// `once`, `any`, or `every 3 days`.
    private static func qualification(_ text: String, _ mapping: AuthoredMapping) -> QualificationRule? {
        let words = text.caseFolded.split(separator: " ").map(String.init)
        switch words {
        case ["once"]: return .once
        case ["any"], ["every", "time"]: return .any
        default: break
        }
        if words.first == "every", let period = RelativePeriod(words.dropFirst().joined(separator: " ")),
            period.count > 0, let unit = QualificationRule.IntervalUnit(rawValue: period.unit.rawValue)
        {
            return .interval(period.count, unit)
        }
        mapping.add("qualification", "'\(text)' is none of: once, any, every 3 days (hours, days, weeks, months)")
        return nil
    }

    private static func maxMembers(_ mapping: AuthoredMapping) -> AuthoredSetting<Int>? {
        guard let value = mapping["maxMembers"] else { return nil }
        if value.text?.caseFolded == "none" { return AuthoredSetting.none }
        guard let number = value.integer, let count = Int(exactly: number), count > 0 else {
            mapping.add("maxMembers", "a whole number above 0, or 'none', is expected here")
            return nil
        }
        return .value(count)
    }
}

/// Something that a document sets or takes away.
enum AuthoredSetting<Value> {
    case none
    case value(Value)

    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}
