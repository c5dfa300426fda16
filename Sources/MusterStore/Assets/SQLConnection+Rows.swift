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
