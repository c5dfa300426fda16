/// Conditions that all must hold, with their arguments in order.
struct SQLCondition {
    private(set) var clauses: [String] = []
    private(set) var arguments: [SQLValue] = []

    init() {}
    init(_ clause: String, _ arguments: [SQLValue] = []) { require(clause, arguments) }

    mutating func require(_ clause: String, _ arguments: [SQLValue] = []) {
        clauses.append(clause)
        self.arguments += arguments
    }

    mutating func require(_ other: SQLCondition) {
        clauses += other.clauses
        arguments += other.arguments
    }

    /// At least one of the conditions; none at all never holds.
    mutating func requireAny(of alternatives: [SQLCondition]) {
        guard !alternatives.isEmpty else { return require("1 = 0") }
        let text = alternatives.map { "(" + $0.clauses.joined(separator: " AND ") + ")" }
        require("(" + text.joined(separator: " OR ") + ")", alternatives.flatMap(\.arguments))
    }

    /// Nothing, or ` WHERE …`.
    var whereClause: String { clauses.isEmpty ? "" : " WHERE " + clauses.joined(separator: " AND ") }

    /// `column IN (?, ?)`; of no values it never holds.
    static func isOne(_ column: String, of values: [SQLValue]) -> SQLCondition {
        guard !values.isEmpty else { return SQLCondition("1 = 0") }
        let places = Array(repeating: "?", count: values.count).joined(separator: ", ")
        return SQLCondition("\(column) IN (\(places))", values)
    }
}
