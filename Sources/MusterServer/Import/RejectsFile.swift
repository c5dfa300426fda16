import Foundation
import MusterAuthoring
import MusterModel
import MusterStore

/// The rows that an import has skipped, as they were, each with why: a file that can be mended and imported.
///
/// It is made with the first of them. Every cell is in quotes, as RFC 4180 has them.
/// - Source: Adobe, "Bulk Lead Import" (the name of the last column).
final class RejectsFile {
    static let reason = "Import Failure Reason"

    let wantedPath: String
    private let header: [String]
    private var file: FileHandle?

    /// `nil` while nothing was rejected.
    var path: String? { file == nil ? nil : wantedPath }

    private init(_ path: String, _ header: [String]) {
        wantedPath = path
        self.header = header
    }

    /// - Throws: `AccessError` when there is something at the path already: it may be what somebody is mending.
    static func new(_ path: String?, _ header: [String]) throws -> RejectsFile? {
        guard let path else { return nil }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw AccessError(
                "'\(path)' is there already; move it away, or write rejected rows to another file with --rejects")
        }
        return RejectsFile(path, header)
    }

    /// Of an import that goes on: what the last part had rejected may be missing, when the process ended between
    /// the commit and the file.
    static func goingOn(
        _ path: String?, _ table: CSVTable, lacking last: [ImportProgress.Reject], of skipped: Int64
    ) throws -> RejectsFile? {
        guard let path else { return nil }
        let rejects = RejectsFile(path, table.header)
        let isThere = FileManager.default.fileExists(atPath: path)
        let written = isThere ? try CSVTable(file: path).countRows() : 0
        if isThere { try rejects.open() }
        let missing = Int(skipped) - written
        guard missing > 0 else { return rejects }
        // More than the last part had are gone with a file that somebody took away.
        let wanted = Dictionary(
            last.suffix(missing).map { ($0.row, $0.reason) }, uniquingKeysWith: { first, _ in first })
        guard !wanted.isEmpty else { return rejects }
        for batch in table.batches(of: FileImport.batchSize) {
            try rejects.write(
                batch.records.enumerated().compactMap { place, record in
                    wanted[Int64(batch.firstRow + place)].map { (record.fields.map(\.text), $0) }
                })
        }
        return rejects
    }

    func write(_ rows: [(cells: [String], reason: String)]) throws {
        guard !rows.isEmpty else { return }
        var text = ""
        if file == nil {
            try open()
            text += Self.line(header + [Self.reason])
        }
        for row in rows {
            // A row that is too short has its reason in the right column all the same.
            let padding = Array(repeating: "", count: max(0, header.count - row.cells.count))
            text += Self.line(row.cells + padding + [row.reason])
        }
        try file?.write(contentsOf: Data(text.utf8))
        try file?.synchronize()
    }

    private func open() throws {
        let url = URL(fileURLWithPath: wantedPath)
        if !FileManager.default.fileExists(atPath: wantedPath) {
            guard
                FileManager.default.createFile(
                    atPath: wantedPath, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw AccessError("'\(wantedPath)' cannot be written; name another file with --rejects") }
        }
        file = try FileHandle(forWritingTo: url)
        try file?.seekToEnd()
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
    }
}

extension CSVTable.Batch {
    /// Its rows that were skipped, in their order.
    func rejects(_ report: ImportReport) -> [(cells: [String], reason: String)] {
        var reasons: [Int: String] = [:]
        for (place, problem) in misshapen { reasons[place] = problem.message }
        for (row, problems) in Dictionary(grouping: report.problems, by: \.row) where places.indices.contains(row) {
            reasons[places[row]] = ImportProblem.reason(problems)
        }
        return reasons.sorted { $0.key < $1.key }.map { (records[$0.key].fields.map(\.text), $0.value) }
    }
}
