import MusterModel

extension SQLConnection {
    /// Every row of a query, decoded.
    func all<T>(
        _ sql: String, _ arguments: [SQLValue] = [], _ decode: (any SQLRow) throws -> T
    ) throws -> [T] {
        var rows: [T] = []
        try query(sql, arguments) { row in
            rows.append(try decode(row))
            return true
        }
        return rows
    }

    /// The first row of a query, decoded.
    func first<T>(
        _ sql: String, _ arguments: [SQLValue] = [], _ decode: (any SQLRow) throws -> T
    ) throws -> T? {
        var first: T?
        try query(sql, arguments) { row in
            first = try decode(row)
            return false
        }
        return first
    }

    /// True when the query has a row.
    func hasRow(_ sql: String, _ arguments: [SQLValue]) throws -> Bool {
        try first(sql, arguments) { _ in true } ?? false
    }
}

extension SQLRow {
    func intOrNil(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    func textOrNil(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    func flag(_ column: Int) -> Bool { int(column) != 0 }
    func instant(_ column: Int) -> Instant { Instant(milliseconds: int(column)) }
    func instantOrNil(_ column: Int) -> Instant? { isNull(column) ? nil : instant(column) }
}

extension SQLValue {
    static func id<Subject>(_ id: Identifier<Subject>) -> SQLValue { .int(id.rawValue) }
    static func instant(_ value: Instant) -> SQLValue { .int(value.milliseconds) }
    static func flag(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }
    static func intOrNull(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
    static func textOrNull(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
    static func instantOrNull(_ value: Instant?) -> SQLValue { intOrNull(value?.milliseconds) }
}

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
