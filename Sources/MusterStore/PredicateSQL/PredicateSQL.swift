import MusterModel
import MusterRules

/// Renders a predicate as an SQL condition on the row `lead`.
///
/// It decides nothing: meaning was given by the lowering, bounds are finished values, and the
/// condition is true or false, never null, exactly as the interpreter's answer. Arguments are
/// appended in the order of their placeholders.
struct PredicateSQL {
    /// Longer lists of values are one argument, a JSON array.
    static let longestPrintedList = 8
    /// Longer chains of `AND` and `OR` are nested by halves.
    static let longestChain = 50

    let dialect: any Dialect
    /// What the smart lists ask that the predicate refers to.
    private let lists: [SmartListID: Predicate]
    var arguments: [SQLValue] = []

    init(_ dialect: any Dialect, lists: [SmartListID: Predicate] = [:]) {
        self.dialect = dialect
        self.lists = lists
    }

    mutating func condition(_ predicate: Predicate) -> String {
        switch predicate {
        case .always: return "TRUE"
        case .never: return "FALSE"
        case .all(let parts): return Self.joined(parts.map { condition($0) }, "AND", empty: "TRUE")
        case .any(let parts): return Self.joined(parts.map { condition($0) }, "OR", empty: "FALSE")
        case .not(let part): return "NOT (\(condition(part)))"
        case .field(let field, let test): return condition(test, of: StoredOperand(field))
        case .activities(let pattern, let minimum): return condition(pattern, atLeast: minimum)
        case .inStaticList(let lists):
            return exists("static_list_member", "list_id", lists.map(\.rawValue))
        case .inProgram(let membership):
            return exists("program_member", "program_id", membership.programs.map(\.rawValue)) {
                $0.conditions(membership)
            }
        case .inCampaign(let campaigns, let at):
            return exists("campaign_member", "campaign_id", campaigns.map(\.rawValue)) { printer in
                guard let at else { return [] }
                return [printer.condition(at, of: StoredOperand(column: "member.last_entered_at", .instant))]
            }
        case .inSmartList(let list): return condition(lists[list] ?? .never)
        }
    }

    /// A membership of the lead in one of `ids` that meets the further conditions.
    private mutating func exists(
        _ table: String, _ column: String, _ ids: [Int64],
        _ further: (inout PredicateSQL) -> [String] = { _ in [] }
    ) -> String {
        guard !ids.isEmpty else { return "FALSE" }
        var parts = [isOneOf("member.\(column)", ids), "member.lead_id = lead.id"]
        parts += further(&self)
        return "EXISTS (SELECT 1 FROM \(table) member WHERE \(parts.joined(separator: " AND ")))"
    }

    private mutating func conditions(_ membership: ProgramMembership) -> [String] {
        var parts: [String] = []
        if !membership.statuses.isEmpty {
            parts.append(condition(.textIs(membership.statuses), of: StoredOperand(column: "member.status", .text)))
        }
        if let reachedSuccess = membership.reachedSuccess {
            parts.append("member.reached_success = \(place(.flag(reachedSuccess)))")
        }
        if let since = membership.memberSince {
            parts.append(condition(since, of: StoredOperand(column: "member.member_since", .instant)))
        }
        return parts
    }

    private mutating func condition(_ pattern: ActivityPattern, atLeast minimum: Int) -> String {
        var parts = ["activity.lead_id = lead.id", "activity.type_id = \(place(.id(pattern.typeID)))"]
        if let at = pattern.at {
            parts += bounds(at, of: { _ in "activity.at" }) { .instant($0) }
        }
        for test in pattern.conditions { parts.append(condition(test.test, of: StoredOperand(test.part))) }
        let rows = "SELECT 1 FROM activity WHERE \(parts.joined(separator: " AND "))"
        if minimum <= 1 { return "EXISTS (\(rows))" }
        // Counting stops as soon as there are enough.
        let count = place(.int(Int64(minimum)))
        return "(SELECT count(*) FROM (\(rows) LIMIT \(count)) AS found) >= \(place(.int(Int64(minimum))))"
    }

    // MARK: Pieces

    mutating func place(_ value: SQLValue) -> String {
        arguments.append(value)
        return "?"
    }

    private mutating func isOneOf(_ expression: String, _ ids: [Int64]) -> String {
        if ids.count <= Self.longestPrintedList { return "\(expression) IN \(places(ids.map(SQLValue.int)))" }
        return dialect.isOneOf(expression, jsonArray: place(.json(ids.map(JSONValue.integer))))
    }

    mutating func places(_ values: [SQLValue]) -> String {
        "(" + values.map { place($0) }.joined(separator: ", ") + ")"
    }

    /// The comparisons of a range, in which an open end has none.
    mutating func bounds<Value>(
        _ bounds: Bounds<Value>, of expression: (inout PredicateSQL) -> String, _ argument: (Value) -> SQLValue
    ) -> [String] {
        var parts: [String] = []
        if let lower = bounds.lower {
            let left = expression(&self)
            parts.append("\(left) \(lower.isIncluded ? ">=" : ">") \(place(argument(lower.value)))")
        }
        if let upper = bounds.upper {
            let left = expression(&self)
            parts.append("\(left) \(upper.isIncluded ? "<=" : "<") \(place(argument(upper.value)))")
        }
        return parts
    }

    /// Long lists are nested by halves, because engines limit the depth of an expression and read
    /// a chain of a thousand as a thousand levels.
    static func joined(_ parts: some Collection<String>, _ word: String, empty: String) -> String {
        switch parts.count {
        case 0: return empty
        case 1: return parts.joined()
        case 2...longestChain: return "(" + parts.joined(separator: " \(word) ") + ")"
        default:
            let left = joined(parts.prefix(parts.count / 2), word, empty: empty)
            let right = joined(parts.dropFirst(parts.count / 2), word, empty: empty)
            return "(\(left) \(word) \(right))"
        }
    }
}

/// A value a predicate tests, as the database holds it.
struct StoredOperand {
    /// How the engine reads it.
    enum Form {
        /// A typed column.
        case column(String)
        /// A text column that has its own case-folded twin.
        case columnWithKey(String, key: String)
        /// A member of `activity.attributes`, read as the type says.
        case attribute(String)
    }
    let form: Form
    let storage: DataType.Storage

    init(_ field: LeadField) {
        let column = "lead.\(field.column)"
        form = field == .email ? .columnWithKey(column, key: "lead.email_key") : .column(column)
        storage = field.dataType.storage
    }

    init(_ form: Form, _ storage: DataType.Storage) {
        self.form = form
        self.storage = storage
    }

    init(column: String, _ storage: DataType.Storage) { self.init(.column(column), storage) }

    init(_ part: ActivityCondition.Part) {
        switch part {
        case .primaryID: self.init(column: "activity.primary_id", .integer)
        case .primaryValue: self.init(column: "activity.primary_value", .text)
        case .campaignID: self.init(column: "activity.campaign_id", .integer)
        case .attribute(let name, let storage): self.init(.attribute(name), storage)
        }
    }
}
