public import MusterModel

/// Rows to import: `{"rows":[{…},…],"dryRun":false,"skipBadRows":false}`.
///
/// - `rows`: objects whose members are columns; values are texts, as files have them, or JSON's own.
/// - `dryRun`: everything is checked and nothing written; the report names the problems.
/// - `skipBadRows`: good rows are written although others are bad, and the report counts those.
public struct ImportDocument: Sendable {
    public var rows: [JSONObject]
    public var isDryRun: Bool
    public var skipsBadRows: Bool

    /// One request's worth. Larger files come in several.
    public static let mostRows = 5_000

    public init(rows: [JSONObject], isDryRun: Bool = false, skipsBadRows: Bool = false) {
        self.rows = rows
        self.isDryRun = isDryRun
        self.skipsBadRows = skipsBadRows
    }

    public init(_ json: JSONValue) throws(RuleError) {
        guard let object = json.object else { throw RuleError("", "a JSON object with the member 'rows' is expected") }
        guard let array = object["rows"]?.array else { throw RuleError("rows", "is missing or not a list") }
        guard array.count <= Self.mostRows else {
            throw RuleError("rows", "has \(array.count) rows; \(Self.mostRows) are allowed")
        }
        var rows: [JSONObject] = []
        var problems: [Diagnostic] = []
        for (index, row) in array.enumerated() {
            if let row = row.object {
                rows.append(row)
            } else {
                problems.append(Diagnostic("rows[\(index)]", "is not an object of columns and values"))
            }
        }
        var flags: [String: Bool] = [:]
        for name in ["dryRun", "skipBadRows"] {
            guard let value = object[name], !value.isNull else { continue }
            guard let flag = value.boolean else {
                problems.append(Diagnostic(name, "is neither true nor false"))
                continue
            }
            flags[name] = flag
        }
        guard problems.isEmpty else { throw RuleError(problems) }
        self.init(rows: rows, isDryRun: flags["dryRun"] ?? false, skipsBadRows: flags["skipBadRows"] ?? false)
    }

    public var json: JSONValue {
        [
            "rows": .array(rows.map(JSONValue.object)), "dryRun": .boolean(isDryRun),
            "skipBadRows": .boolean(skipsBadRows),
        ]
    }
}
