public import MusterModel
import MusterRules

/// How a campaign takes people in, as a JSON document.
/// - Source: the members are those of Adobe's campaign record; that they can be written is Muster's.
public enum CampaignSettingsDocument {
    static let members = [
        "qualificationRuleType", "qualificationRuleInterval", "qualificationRuleUnit", "maxMembers",
        "isCommunicationLimitEnabled", "recurrence",
    ]

    /// Every setting; `null` for what is not set.
    public static func json(_ campaign: SmartCampaign) -> JSONObject {
        var json: JSONObject = ["qualificationRuleType": .string(campaign.qualification.wireName)]
        if case .interval(let count, let unit) = campaign.qualification {
            json["qualificationRuleInterval"] = .integer(count)
            json["qualificationRuleUnit"] = .string(unit.rawValue)
        } else {
            json["qualificationRuleInterval"] = .null
            json["qualificationRuleUnit"] = .null
        }
        json["maxMembers"] = campaign.maxMembers.map { .integer($0) } ?? .null
        json["isCommunicationLimitEnabled"] = .boolean(campaign.isCommunicationLimitEnabled)
        json["recurrence"] = campaign.recurrence.map { .object(RecurrenceDocument.json($0)) } ?? .null
        return json
    }

    /// Changes what the document names and leaves the rest.
    /// - Throws: everything that is wrong with it, by member.
    public static func apply(_ json: JSONObject, to campaign: inout SmartCampaign) throws(RuleError) {
        var reader = CampaignSettingsReader(json)
        reader.refuseUnknown(members)
        var changed = campaign
        reader.readQualification(&changed.qualification)
        reader.readMaxMembers(&changed.maxMembers)
        reader.readFlag("isCommunicationLimitEnabled", &changed.isCommunicationLimitEnabled)
        reader.readRecurrence(&changed.recurrence)
        guard reader.problems.isEmpty else { throw RuleError(reader.problems) }
        campaign = changed
    }
}

/// Reads the members of a settings document and collects everything that is wrong with them.
private struct CampaignSettingsReader {
    private let json: JSONObject
    private(set) var problems: [Diagnostic] = []

    init(_ json: JSONObject) { self.json = json }

    mutating func refuseUnknown(_ known: [String]) {
        for key in json.keys where !known.contains(key) {
            problem(key, "is not known" + Suggestion.phrase(for: key, among: known))
        }
    }

    /// Interval and unit go only with `interval`, and each of them may be left as it is.
    mutating func readQualification(_ rule: inout QualificationRule) {
        let type = given("qualificationRuleType")
        let word = type.map { $0.text?.trimmingBlanks.caseFolded ?? "" } ?? rule.wireName
        let parts = (given("qualificationRuleInterval"), given("qualificationRuleUnit"))
        switch word {
        case "once", "any":
            for (name, part) in [("qualificationRuleInterval", parts.0), ("qualificationRuleUnit", parts.1)]
            where part != nil {
                problem(name, "goes only with the qualificationRuleType 'interval'")
            }
            rule = word == "once" ? .once : .any
        case "interval": rule = interval(parts.0, parts.1, before: rule) ?? rule
        default: problem("qualificationRuleType", "is none of once, any, interval")
        }
    }

    private mutating func interval(
        _ count: JSONValue?, _ unit: JSONValue?, before: QualificationRule
    ) -> QualificationRule? {
        var result: (count: Int?, unit: QualificationRule.IntervalUnit?) = (nil, nil)
        if case .interval(let count, let unit) = before { result = (count, unit) }
        if let count {
            result.count = Self.positive(count)
            if result.count == nil { problem("qualificationRuleInterval", "is not a whole number above 0") }
        } else if result.count == nil {
            problem("qualificationRuleInterval", "is missing; it goes with 'interval'")
        }
        if let unit {
            result.unit = QualificationRule.IntervalUnit(rawValue: unit.text?.trimmingBlanks.caseFolded ?? "")
            if result.unit == nil { problem("qualificationRuleUnit", "is none of hour, day, week, month") }
        } else if result.unit == nil {
            problem("qualificationRuleUnit", "is missing; it goes with 'interval'")
        }
        guard let count = result.count, let unit = result.unit else { return nil }
        return .interval(count, unit)
    }

    mutating func readMaxMembers(_ limit: inout Int?) {
        guard let value = json["maxMembers"] else { return }
        if value.isNull {
            limit = nil
        } else if let count = Self.positive(value) {
            limit = count
        } else {
            problem("maxMembers", "is not a whole number above 0; null takes the limit away")
        }
    }

    mutating func readFlag(_ name: String, _ flag: inout Bool) {
        guard let value = given(name) else { return }
        switch value.scalarText?.trimmingBlanks.caseFolded {
        case "true": flag = true
        case "false": flag = false
        default: problem(name, "is neither true nor false")
        }
    }

    mutating func readRecurrence(_ recurrence: inout Recurrence?) {
        guard let value = json["recurrence"] else { return }
        do {
            recurrence = try RecurrenceDocument.read(value)
        } catch {
            problems += error.diagnostics.map { $0.inside("recurrence") }
        }
    }

    /// A member that is null counts as not given, where null has no meaning of its own.
    private func given(_ name: String) -> JSONValue? { json[name].flatMap { $0.isNull ? nil : $0 } }

    /// At most a billion: more is a slip, and a billion months still fit the range of instants.
    private static func positive(_ value: JSONValue) -> Int? {
        guard let number = value.integer ?? value.text.flatMap({ Int64($0.trimmingBlanks) }),
            (1...1_000_000_000).contains(number)
        else { return nil }
        return Int(number)
    }

    private mutating func problem(_ path: String, _ message: String) { problems.append(Diagnostic(path, message)) }
}
