public import MusterStore

/// How SQLite says what `Dialect` names. The `muster_` functions are in `Functions/`.
public struct SQLiteDialect: Dialect {
    public let name = "sqlite"

    public init() {}

    public func caseFolded(_ expression: String) -> String { "muster_fold(\(expression))" }

    public func contains(_ haystack: String, _ needle: String) -> String { "instr(\(haystack), \(needle)) > 0" }

    // Not substr and length: SQLite's length ends at the first NUL of a text.
    public func startsWith(_ haystack: String, _ prefix: String) -> String { "instr(\(haystack), \(prefix)) = 1" }

    // Not json_extract and ->>: they turn booleans into 1 and 0 and rewrite numbers, and a key
    // that contains a quote cannot be said in a path.
    public func jsonText(_ column: String, _ key: String) -> String { "muster_json(\(column), \(key))" }

    public func number(_ expression: String) -> String { "muster_number(\(expression))" }
    public func boolean(_ expression: String) -> String { "muster_boolean(\(expression))" }
    public func day(_ expression: String) -> String { "muster_day(\(expression))" }
    public func instant(_ expression: String) -> String { "muster_instant(\(expression))" }

    public func isOneOf(_ expression: String, jsonArray: String) -> String {
        "\(expression) IN (SELECT value FROM json_each(\(jsonArray)))"
    }

    public func isOneOfTexts(_ expression: String, jsonArray: String) -> String {
        isOneOf(expression, jsonArray: jsonArray)
    }

    // Not json_each: SQLite may read a number with many digits one bit off.
    public func isOneOfNumbers(_ expression: String, jsonArray: String) -> String {
        "muster_one_of(\(expression), \(jsonArray))"
    }

    // Not an EXISTS over json_each: it would look at each of ten thousand texts for each row.
    public func containsAny(_ haystack: String, jsonArray: String) -> String {
        "muster_contains(\(haystack), \(jsonArray))"
    }
    public func startsWithAny(_ haystack: String, jsonArray: String) -> String {
        "muster_starts(\(haystack), \(jsonArray))"
    }
    public func isWithinAny(_ expression: String, jsonRanges: String) -> String {
        "muster_within(\(expression), \(jsonRanges))"
    }

    public let bigIntegerType = "INTEGER"
    public let doubleType = "REAL"
    public func idColumn(distributedBy lead: String) -> String { "id INTEGER PRIMARY KEY" }
    public let insertKeepingIDs = "INSERT OR REPLACE INTO"
    public let clusteredTable = " WITHOUT ROWID"
}
