import MusterModel
import MusterRules
import MusterStore

/// One row on its way to an activity.
struct ActivityRow {
    private let row: JSONObject
    private let index: Int
    private let columns: ActivityColumns
    private let writer: StoreWriter
    private(set) var problems: [ImportProblem] = []

    init(_ row: JSONObject, index: Int, columns: ActivityColumns, writer: StoreWriter) {
        self.row = row
        self.index = index
        self.columns = columns
        self.writer = writer
    }

    /// `nil` when there are problems.
    mutating func activity(leads: ActivityLeads, assets: inout ActivityAssets) throws -> NewActivity? {
        refuseWhatIsNoCell()
        let lead = required(.lead).flatMap { found in
            let lead = leads.lead(found.text)
            if lead == nil { add(found.key, "there is no lead '\(found.text.quote)'") }
            return lead
        }
        let type = required(.type).flatMap { self.type($0) }
        let at = required(.date).flatMap { self.instant($0) }
        guard let type else { return nil }
        var activity = NewActivity(lead: lead ?? 0, type: type.id, at: at ?? writer.now)
        if let primary = value(.primaryValue) {
            activity.primaryValue = primary.text
            if let problem = try assets.resolve(&activity, of: type) { add(primary.key, problem) }
        } else if type.isCustom, !isGiven(.primaryValue) {
            problems.append(
                ImportProblem(
                    row: index, "'primary value' is missing, the \(type.primaryAttribute?.name ?? "") of the activity"))
        }
        readAttributes(of: type, into: &activity)
        return problems.isEmpty ? activity : nil
    }

    /// What would be left out otherwise, whatever the type of the row.
    private mutating func refuseWhatIsNoCell() {
        for (key, json) in row.members {
            if Self.isNoCell(json) {
                add(key, "'\(json.jsonText.quote)' is no text, number or boolean")
            } else if let problem = columns.problem(key) {
                add(key, problem)
            }
        }
    }

    private mutating func type(_ found: (key: String, text: String)) -> ActivityType? {
        let types = writer.catalogs.activityTypes.types
        let wanted = found.text.caseFolded
        if let type = types.first(where: {
            $0.name.caseFolded == wanted || $0.apiName?.caseFolded == wanted || String($0.id.rawValue) == wanted
        }) {
            return type
        }
        add(
            found.key,
            "there is no activity type '\(found.text.quote)'"
                + Suggestion.phrase(for: found.text, among: types.map(\.name)))
        return nil
    }

    private mutating func instant(_ found: (key: String, text: String)) -> Instant? {
        guard let at = Instant(text: found.text, zone: writer.catalogs.settings.timeZone) else {
            add(found.key, "'\(found.text.quote)' is no date-time such as 2026-05-04T09:00:00Z")
            return nil
        }
        if at > writer.now {
            add(found.key, "\(at) is in the future: it is \(writer.now)")
            return nil
        }
        return at
    }

    private mutating func readAttributes(of type: ActivityType, into activity: inout NewActivity) {
        for (key, json) in row.members where ActivityColumn(key) == nil {
            guard columns.problem(key) == nil, let text = Self.text(json) else { continue }
            guard let attribute = type.attribute(named: key) else {
                let hint = Suggestion.phrase(for: key, among: type.attributes.map(\.name))
                add(key, "activity type '\(type.name)' has no attribute '\(key.quote)'" + hint)
                continue
            }
            do {
                // A field of the attribute's type reads values by the same rules.
                let value = try LeadField(id: 0, attribute.name, attribute.name, attribute.dataType)
                    .value(from: .string(text))
                activity.attributes[attribute.name] = value.json
            } catch {
                add(key, "'\(text.quote)' is no value of type \(attribute.dataType.rawValue)")
            }
        }
    }

    private mutating func required(_ column: ActivityColumn) -> (key: String, text: String)? {
        if let found = value(column) { return found }
        if isGiven(column) { return nil }
        problems.append(ImportProblem(row: index, "'\(column.rawValue)' is missing"))
        return nil
    }

    private func value(_ column: ActivityColumn) -> (key: String, text: String)? {
        for (key, json) in row.members where ActivityColumn(key) == column {
            if let text = Self.text(json) { return (key, text) }
        }
        return nil
    }

    /// As what is no cell, which has been refused.
    private func isGiven(_ column: ActivityColumn) -> Bool {
        row.members.contains { ActivityColumn($0.key) == column && Self.isNoCell($0.value) }
    }

    private static func isNoCell(_ json: JSONValue) -> Bool { json.scalarText == nil && !json.isNull }

    private static func text(_ json: JSONValue) -> String? {
        guard let text = json.scalarText?.trimmingBlanks, !text.isEmpty else { return nil }
        return text
    }

    private mutating func add(_ column: String, _ message: String) {
        problems.append(ImportProblem(row: index, column: column, message))
    }
}

extension ActivityType {
    /// Of all that rows may have a column for.
    var attributeNames: [String] {
        attributes.flatMap { [$0.name] + ($0.apiName.map { [$0] } ?? []) }
            + constraints.compactMap { if case .attribute(let recorded) = $0.source { recorded } else { nil } }
    }

    /// Described attributes, and those that only rules ask for.
    fileprivate func attribute(named name: String) -> ActivityAttribute? {
        let wanted = name.trimmingBlanks.caseFolded
        if let attribute = attributes.first(where: {
            $0.name.caseFolded == wanted || $0.apiName?.caseFolded == wanted
        }) {
            return attribute
        }
        for constraint in constraints {
            if case .attribute(let recorded) = constraint.source, recorded.caseFolded == wanted {
                return ActivityAttribute(recorded, constraint.dataType)
            }
        }
        return nil
    }
}
