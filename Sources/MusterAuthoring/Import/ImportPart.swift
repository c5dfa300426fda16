import MusterModel
import MusterRules
public import MusterStore

/// Which part of a file the rows of an import are:
/// `{"key":"march","fingerprint":"9f86…","firstRow":0,"nextRow":1000,"isLast":false,"rejects":{"17":"…"}}`.
///
/// Parts follow one another, and each is written with the note that it is: a part that was written already, because
/// the answer was lost, does nothing again. A part without rows only asks how far the file is.
public struct ImportPart: Sendable {
    /// Names the import; one key, one file.
    public var key: String
    /// Of the file's bytes.
    public var fingerprint: String
    /// Rows of the file, counted from 0: the first of this part, and the first behind it.
    public var firstRow: Int64
    public var nextRow: Int64
    /// Nothing follows.
    public var isLast: Bool
    /// Rows of the part that have no place among its rows, because they do not fit the header.
    public var rejects: [ImportProgress.Reject]

    private static let longestKey = 200

    public init(
        key: String, fingerprint: String, firstRow: Int64, nextRow: Int64, isLast: Bool,
        rejects: [ImportProgress.Reject] = []
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.firstRow = firstRow
        self.nextRow = nextRow
        self.isLast = isLast
        self.rejects = rejects
    }

    /// What is wrong with a key, as a sentence goes on after its place.
    public static func problem(ofKey key: String) -> String? {
        if key.trimmingBlanks.isEmpty { return "is empty" }
        if key.utf8.count > longestKey { return "is longer than \(longestKey) bytes" }
        return Name.problem(of: key)
    }

    init(_ json: JSONValue) throws(RuleError) {
        guard let object = json.object else { throw RuleError("", "is not an object") }
        var problems: [Diagnostic] = []
        func text(_ name: String) -> String {
            if let text = object[name]?.text { return text }
            problems.append(Diagnostic(name, "is missing or no text"))
            return ""
        }
        func row(_ name: String) -> Int64 {
            if let row = object[name]?.integer, row >= 0 { return row }
            problems.append(Diagnostic(name, "is missing or no number of a row, from 0"))
            return 0
        }
        self.init(
            key: text("key"), fingerprint: text("fingerprint"), firstRow: row("firstRow"), nextRow: row("nextRow"),
            isLast: object["isLast"]?.boolean ?? false)
        if !key.isEmpty, let problem = Self.problem(ofKey: key) { problems.append(Diagnostic("key", problem)) }
        if fingerprint.utf8.count > Self.longestKey {
            problems.append(Diagnostic("fingerprint", "is longer than \(Self.longestKey) bytes"))
        }
        if nextRow < firstRow { problems.append(Diagnostic("nextRow", "is before firstRow")) }
        for member in object["rejects"]?.object?.members ?? [] {
            guard let row = Int64(member.key), let reason = member.value.text else {
                problems.append(Diagnostic("rejects", "is not an object of row numbers and reasons"))
                continue
            }
            rejects.append(ImportProgress.Reject(row: row, reason: reason.excerpt(bytes: ImportProblem.longestMessage)))
        }
        guard problems.isEmpty else { throw RuleError(problems) }
    }

    var json: JSONValue {
        [
            "key": .string(key), "fingerprint": .string(fingerprint), "firstRow": .integer(firstRow),
            "nextRow": .integer(nextRow), "isLast": .boolean(isLast), "rejects": rejects.json,
        ]
    }
}

extension ImportDocument {
    /// Writes the rows as far as they have not been, in the transaction of `writer`.
    /// - Throws: `RuleError` with each problem of each row; the transaction must then roll back.
    public func run(_ kind: ImportKind, _ writer: StoreWriter) throws -> ImportReport {
        guard let part, !isDryRun else { return try rowsReport(kind, writer) }
        var progress = try writer.reader.importProgress(part.key) ?? started(kind, part, writer.now)
        try check(progress, kind, part)
        guard progress.finishedAt == nil, part.firstRow >= progress.nextRow, part.nextRow > part.firstRow || part.isLast
        else { return ImportReport(of: progress) }
        guard part.firstRow == progress.nextRow else {
            throw RuleError("part.firstRow", "is \(part.firstRow), but row \(progress.nextRow) is the next one")
        }
        let report = try rowsReport(kind, writer)
        progress.add(report, part)
        if part.isLast { progress.finishedAt = writer.now }
        try writer.setImportProgress(progress)
        var answer = report
        answer.progress = progress
        return answer
    }

    private func rowsReport(_ kind: ImportKind, _ writer: StoreWriter) throws -> ImportReport {
        switch kind {
        case .leads: try LeadImport(self).run(writer)
        case .activities: try ActivityImport(self).run(writer)
        }
    }

    private var options: String {
        (skipsBadRows ? "bad rows are skipped" : "no bad rows") + (list.map { ", into list \($0)" } ?? "")
    }

    private func started(_ kind: ImportKind, _ part: ImportPart, _ now: Instant) -> ImportProgress {
        ImportProgress(
            key: part.key, kind: kind.rawValue, fingerprint: part.fingerprint, options: options, beganAt: now)
    }

    private func check(_ progress: ImportProgress, _ kind: ImportKind, _ part: ImportPart) throws(RuleError) {
        guard let other = difference(from: progress, kind, part) else { return }
        throw RuleError(
            "part.key",
            "'\(part.key)' is the key of an import \(other), which began at \(progress.beganAt); give this one another")
    }

    private func difference(from progress: ImportProgress, _ kind: ImportKind, _ part: ImportPart) -> String? {
        if progress.kind != kind.rawValue { return "of \(progress.kind)" }
        if progress.fingerprint != part.fingerprint { return "of another file" }
        return progress.options == options ? nil : "with other options (\(progress.options))"
    }
}

extension ImportProgress {
    fileprivate mutating func add(_ report: ImportReport, _ part: ImportPart) {
        nextRow = part.nextRow
        created += Int64(report.created)
        updated += Int64(report.updated)
        unchanged += Int64(report.unchanged)
        skipped += Int64(report.skipped + part.rejects.count)
        // Rows of the part that have a place, in their order.
        let misshapen = Set(part.rejects.map(\.row))
        let placed = (part.firstRow..<part.nextRow).filter { !misshapen.contains($0) }
        let reasons = Dictionary(grouping: report.problems, by: \.row)
        let bad = reasons.keys.filter(placed.indices.contains).sorted().map { index in
            Reject(row: placed[index], reason: ImportProblem.reason(reasons[index] ?? []))
        }
        rejects = (bad + part.rejects).sorted { $0.row < $1.row }
    }

    var json: JSONValue {
        var object: JSONObject = [
            "key": .string(key), "kind": .string(kind), "nextRow": .integer(nextRow), "created": .integer(created),
            "updated": .integer(updated), "unchanged": .integer(unchanged), "skipped": .integer(skipped),
            "rejects": rejects.json, "beganAt": .string(beganAt.iso8601),
        ]
        if let finishedAt { object["finishedAt"] = .string(finishedAt.iso8601) }
        return .object(object)
    }

    /// Reads what `json` wrote; what stays with the instance is empty.
    init?(json: JSONObject) {
        guard let key = json["key"]?.text, let kind = json["kind"]?.text,
            let beganAt = json["beganAt"]?.text.flatMap({ Instant(text: $0) })
        else { return nil }
        self.init(key: key, kind: kind, fingerprint: "", options: "", beganAt: beganAt)
        func count(_ name: String) -> Int64 { json[name]?.integer ?? 0 }
        (nextRow, created, updated) = (count("nextRow"), count("created"), count("updated"))
        (unchanged, skipped) = (count("unchanged"), count("skipped"))
        finishedAt = json["finishedAt"]?.text.flatMap { Instant(text: $0) }
        rejects = (json["rejects"]?.object?.members ?? []).compactMap { member in
            Int64(member.key).map { Reject(row: $0, reason: member.value.text ?? "") }
        }
    }
}

extension [ImportProgress.Reject] {
    fileprivate var json: JSONValue { .object(JSONObject(map { (key: String($0.row), value: .string($0.reason)) })) }
}

extension ImportProblem {
    /// Why a row is rejected, in one text for a file of rejects.
    public static func reason(_ problems: [ImportProblem]) -> String {
        problems.map { ($0.column.map { "\($0.excerpt(bytes: 100)): " } ?? "") + $0.message }.joined(separator: "; ")
            .excerpt(bytes: longestMessage)
    }
}

extension ImportReport {
    /// Of a part that was done before.
    fileprivate init(of progress: ImportProgress) {
        self.init()
        self.progress = progress
    }
}
