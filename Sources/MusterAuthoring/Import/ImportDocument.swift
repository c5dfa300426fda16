public import MusterModel
import MusterRules
public import MusterStore

/// What the rows of an import are.
public enum ImportKind: String, Sendable, CaseIterable { case leads, activities }

/// Rows to import: `{"rows":[{…},…],"dryRun":false,"skipBadRows":false,"list":1001}`.
///
/// - `rows`: objects whose members are columns; values are texts, as files have them, or JSON's own.
/// - `dryRun`: everything is checked and nothing written; the report names the problems.
/// - `skipBadRows`: good rows are written although others are bad, and the report counts those.
/// - `list`: the id of a static list that the people of good rows come into; of leads only.
/// - `part`: which part of a file these rows are (`ImportPart`).
public struct ImportDocument: Sendable {
    public var rows: [JSONObject]
    public var isDryRun: Bool
    public var skipsBadRows: Bool
    public var list: StaticListID?
    public var part: ImportPart?

    /// One request's worth.
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
        var list: StaticListID?
        if let value = object["list"], !value.isNull {
            list = value.integer.map { StaticListID($0) }
            if list == nil { problems.append(Diagnostic("list", "is not the id of a static list")) }
        }
        var part: ImportPart?
        if let value = object["part"], !value.isNull {
            do { part = try ImportPart(value) } catch { problems += error.diagnostics.map { $0.inside("part") } }
        }
        guard problems.isEmpty else { throw RuleError(problems) }
        self.init(rows: rows, isDryRun: flags["dryRun"] ?? false, skipsBadRows: flags["skipBadRows"] ?? false)
        (self.list, self.part) = (list, part)
    }

    public var json: JSONValue {
        var object: JSONObject = [
            "rows": .array(rows.map(JSONValue.object)), "dryRun": .boolean(isDryRun),
            "skipBadRows": .boolean(skipsBadRows),
        ]
        if let list { object["list"] = .integer(list.rawValue) }
        if let part { object["part"] = part.json }
        return .object(object)
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
        self.message = message.excerpt(bytes: Self.longestMessage)
    }

    static let longestMessage = 1_000

    var diagnostic: Diagnostic { Diagnostic("rows[\(row)]" + (column.map { ".\($0)" } ?? ""), message) }
}

extension String {
    /// As a problem of a row quotes it.
    var quote: String { excerpt(bytes: FieldValueError.longestQuote) }
}

/// What an import did, or in a dry run would have done.
public struct ImportReport: Sendable, Hashable {
    /// Rows that made a lead, or an activity.
    public var created: Int
    /// Rows that changed a lead that was there, or that a row before has made.
    public var updated: Int
    /// Rows that say of a lead what is known of it.
    public var unchanged: Int
    /// Rows with problems.
    public var skipped: Int
    public var problems: [ImportProblem]
    /// Of a part of a file: how far the file has come.
    public var progress: ImportProgress?

    public init(
        created: Int = 0, updated: Int = 0, unchanged: Int = 0, skipped: Int = 0, problems: [ImportProblem] = []
    ) {
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.skipped = skipped
        self.problems = problems
    }

    public var json: JSONObject {
        var json: JSONObject = [
            "created": .integer(created), "updated": .integer(updated), "unchanged": .integer(unchanged),
            "skipped": .integer(skipped),
            "problems": .array(
                problems.map { problem in
                    var object: JSONObject = ["row": .integer(problem.row)]
                    if let column = problem.column { object["column"] = .string(column) }
                    object["message"] = .string(problem.message)
                    return .object(object)
                }),
        ]
        if let progress { json["progress"] = progress.json }
        return json
    }

    /// Reads what `json` wrote.
    public init(json: JSONObject) {
        func count(_ name: String) -> Int { json[name]?.integer.map { Int($0) } ?? 0 }
        self.init(
            created: count("created"), updated: count("updated"), unchanged: count("unchanged"),
            skipped: count("skipped"),
            problems: (json["problems"]?.array ?? []).compactMap(\.object).map { problem in
                ImportProblem(
                    row: problem["row"]?.integer.map { Int($0) } ?? 0, column: problem["column"]?.text,
                    problem["message"]?.text ?? "")
            })
        progress = json["progress"]?.object.flatMap(ImportProgress.init(json:))
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
