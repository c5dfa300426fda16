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

/// One reason why a row cannot be imported.
public struct ImportProblem: Sendable, Hashable {
    /// Counted from 0 in the rows that were given.
    public let row: Int
    /// The column's name as given; `nil` when the whole row is meant.
    public let column: String?
    public let message: String

    public init(row: Int, column: String? = nil, _ message: String) {
        self.row = row
        self.column = column
        self.message = message
    }

    var diagnostic: Diagnostic { Diagnostic("rows[\(row)]" + (column.map { ".\($0)" } ?? ""), message) }
}

/// What an import did, or in a dry run would have done.
public struct ImportReport: Sendable, Hashable {
    public var created: Int
    public var updated: Int
    /// Rows with problems.
    public var skipped: Int
    public var problems: [ImportProblem]

    public init(created: Int = 0, updated: Int = 0, skipped: Int = 0, problems: [ImportProblem] = []) {
        self.created = created
        self.updated = updated
        self.skipped = skipped
        self.problems = problems
    }

    public var json: JSONObject {
        [
            "created": .integer(created), "updated": .integer(updated), "skipped": .integer(skipped),
            "problems": .array(
                problems.map { problem in
                    var object: JSONObject = ["row": .integer(problem.row)]
                    if let column = problem.column { object["column"] = .string(column) }
                    object["message"] = .string(problem.message)
                    return .object(object)
                }),
        ]
    }

    /// Reads what `json` wrote.
    public init(json: JSONObject) {
        func count(_ name: String) -> Int { json[name]?.integer.map { Int($0) } ?? 0 }
        self.init(
            created: count("created"), updated: count("updated"), skipped: count("skipped"),
            problems: (json["problems"]?.array ?? []).compactMap(\.object).map { problem in
                ImportProblem(
                    row: problem["row"]?.integer.map { Int($0) } ?? 0, column: problem["column"]?.text,
                    problem["message"]?.text ?? "")
            })
    }
}

/// The rows of one import while they are checked.
struct CheckedRows<Row> {
    var rows: [Row] = []
    var problems: [ImportProblem] = []

    var badRows: Int { Set(problems.map(\.row)).count }

    /// Refuses everything when there is a bad row, unless those may be skipped.
    func admit(_ document: ImportDocument) throws(RuleError) {
        guard document.isDryRun || document.skipsBadRows || problems.isEmpty else {
            throw RuleError(problems.map(\.diagnostic))
        }
    }
}
