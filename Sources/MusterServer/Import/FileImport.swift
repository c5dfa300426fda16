public import MusterAuthoring
public import MusterModel
import MusterStore
import Synchronization

/// Imports one CSV file: first its header and every row are checked, then, if all are good, every row is written.
///
/// - Without a key all of it or nothing is written, in one transaction.
/// - With a key it is written part by part, each with the note that it is: whatever ends it on the way, the same
///   import goes on behind the last part, and no row is written twice. A key that is done does nothing again.
public struct FileImport: Sendable {
    public typealias Kind = ImportKind

    public enum Phase: Sendable { case checking, importing }

    /// What else decides what a row does.
    public struct Options: Sendable {
        /// Rows that are bad are left out, and written to a file of rejects.
        public var skipsBadRows = false
        public var key: String?
        /// A static list that people come into.
        public var list: StaticListID?
        /// Where rejected rows go; beside the file unless given.
        public var rejects: String?

        public init(
            skipsBadRows: Bool = false, key: String? = nil, list: StaticListID? = nil, rejects: String? = nil
        ) {
            (self.skipsBadRows, self.key, self.list, self.rejects) = (skipsBadRows, key, list, rejects)
        }
    }

    /// Rows of one transaction and of one request.
    static let batchSize = 1_000
    /// Problems that are told; more are only counted.
    static let mostProblems = 20

    let table: CSVTable
    let kind: Kind
    public var options: Options
    private let rowCount: Int
    /// Of the file; empty where nothing asks for it.
    private let fingerprint: String

    /// - Throws: `SourceError` for a file that cannot be read to its end.
    public init(file: String, kind: Kind, options: Options = Options()) throws(SourceError) {
        table = try CSVTable(file: file)
        self.kind = kind
        self.options = options
        rowCount = try table.countRows()
        fingerprint = options.key == nil ? "" : Fingerprint.of(table.bytes)
    }

    public struct Result: Sendable {
        public var created = 0
        public var updated = 0
        public var unchanged = 0
        public var skipped = 0
        /// Of the rows that were skipped, the first few and a line that counts the others.
        public var problems: [SourceProblem] = []
        /// The file of the rows that were skipped.
        public var rejects: String?
        /// The import was done before, under its key, and nothing was done now.
        public var wasDone = false
        /// Rows that an earlier attempt had written.
        public var resumedAfter = 0
    }

    /// How far it is.
    public struct Progress: Sendable {
        public let phase: Phase
        /// Rows that were done before this attempt, those that are now, and all.
        public let before: Int
        public let done: Int
        public let all: Int
    }

    /// - Throws: `SourceError` with the problems of a file that is refused as a whole, `AccessError`.
    public func run(
        through access: any InstanceAccess, progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> Result {
        try await checkHeader(access)
        var begun: ImportProgress?
        if let key = options.key {
            begun = try await report(document([], part(key, from: 0, to: 0, isLast: false)), access).progress
        }
        if let begun, begun.finishedAt != nil { return result(of: begun) }
        let before = Int(begun?.nextRow ?? 0)
        if options.key == nil, let most = access.mostRowsAtOnce, rowCount > most {
            throw AccessError(
                """
                '\(table.file)' has \(rowCount) rows, and a server takes \(most) at once. Give the import a name with \
                --key, such as --key 'march leads': it is then done in parts, and the same command goes on if it is stopped
                """)
        }
        if !options.skipsBadRows { try await check(access, after: before, progress) }
        return if let key = options.key {
            try await importParts(key, begun, access, progress)
        } else {
            try await importWhole(access, progress)
        }
    }

    /// What the columns are called is told once, before any row.
    private func checkHeader(_ access: any InstanceAccess) async throws {
        var probe = document([JSONObject(table.header.map { (key: $0, value: .string("")) })])
        (probe.isDryRun, probe.skipsBadRows) = (true, true)
        let problems = try await report(probe, access).problems.compactMap { problem -> SourceProblem? in
            guard let column = problem.column.flatMap(table.header.firstIndex(of:)) else { return nil }
            return SourceProblem(table.places[column], problem.message)
        }
        guard problems.isEmpty else { throw SourceError(told(problems)) }
    }

    private func check(
        _ access: any InstanceAccess, after before: Int, _ progress: @Sendable (Progress) -> Void
    ) async throws {
        var problems: [SourceProblem] = []
        for batch in batches(of: Self.batchSize) where batch.nextRow > before || before == 0 {
            var document = document(batch.rows)
            (document.isDryRun, document.skipsBadRows) = (true, true)
            let report = try await report(document, access)
            problems += batch.misshapen.map(\.problem)
            problems += report.problems.map { batch.problem(row: $0.row, column: $0.column, $0.message) }
            progress(Progress(phase: .checking, before: before, done: batch.nextRow, all: rowCount))
        }
        guard problems.isEmpty else { throw SourceError(told(problems)) }
    }

    /// In one transaction.
    private func importWhole(
        _ access: any InstanceAccess, _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> Result {
        let rejects = try RejectsFile.new(options.skipsBadRows ? rejectsPath : nil, table.header)
        let size = access.mostRowsAtOnce ?? Self.batchSize
        let rest = Mutex(batches(of: size))
        let reports = try await access.importRows(kind) { () -> ImportDocument? in
            guard let batch = rest.withLock({ $0.next() }) else { return nil }
            progress(Progress(phase: .importing, before: 0, done: batch.firstRow, all: rowCount))
            return document(batch.rows)
        }
        var result = Result()
        for (batch, report) in zip(batches(of: size), reports) {
            result.add(report, batch)
            try rejects?.write(batch.rejects(report))
        }
        return finished(result, rejects)
    }

    private func importParts(
        _ key: String, _ begun: ImportProgress?, _ access: any InstanceAccess,
        _ progress: @Sendable (Progress) -> Void
    ) async throws -> Result {
        let before = Int(begun?.nextRow ?? 0)
        var result = begun.map(result(of:)) ?? Result()
        (result.wasDone, result.resumedAfter) = (false, before)
        let path = options.skipsBadRows ? rejectsPath : nil
        let rejects =
            try before == 0
            ? RejectsFile.new(path, table.header)
            : RejectsFile.goingOn(path, table, lacking: begun?.rejects ?? [], of: begun?.skipped ?? 0)
        for batch in batches(of: Self.batchSize) where batch.nextRow > before || before == 0 {
            guard batch.firstRow >= before else {
                // Batches are what they were, unless another release made them.
                throw AccessError("the import '\(key)' stopped at row \(before), which begins none of its parts")
            }
            var part = part(key, from: batch.firstRow, to: batch.nextRow, isLast: batch.isLast)
            part.rejects = batch.misshapen.map {
                ImportProgress.Reject(row: Int64(batch.firstRow + $0.place), reason: $0.problem.message)
            }
            let report = try await report(document(batch.rows, part), access)
            result.add(report, batch)
            try rejects?.write(batch.rejects(report))
            progress(Progress(phase: .importing, before: before, done: batch.nextRow, all: rowCount))
        }
        return finished(result, rejects)
    }

    private func batches(of size: Int) -> CSVTable.Batches { table.batches(of: size, hasNulls: kind == .leads) }

    private func report(_ document: ImportDocument, _ access: any InstanceAccess) async throws -> ImportReport {
        let rest = Mutex<ImportDocument?>(document)
        return try await access.importRows(kind) { rest.withLock { $0.take() } }.first ?? ImportReport()
    }

    private func document(_ rows: [JSONObject], _ part: ImportPart? = nil) -> ImportDocument {
        var document = ImportDocument(rows: rows, skipsBadRows: options.skipsBadRows)
        (document.list, document.part) = (options.list, part)
        return document
    }

    private func part(_ key: String, from first: Int, to next: Int, isLast: Bool) -> ImportPart {
        ImportPart(
            key: key, fingerprint: fingerprint, firstRow: Int64(first), nextRow: Int64(next),
            isLast: isLast)
    }

    private var rejectsPath: String { options.rejects ?? table.file + ".rejects.csv" }

    private func finished(_ result: Result, _ rejects: RejectsFile?) -> Result {
        var result = result
        result.problems = told(result.problems)
        result.rejects = rejects?.path
        return result
    }

    private func result(of progress: ImportProgress) -> Result {
        var result = Result()
        (result.created, result.updated) = (Int(progress.created), Int(progress.updated))
        (result.unchanged, result.skipped) = (Int(progress.unchanged), Int(progress.skipped))
        result.wasDone = true
        return result
    }

    private func told(_ problems: [SourceProblem]) -> [SourceProblem] {
        let problems = problems.sorted { ($0.line ?? .max, $0.column ?? 0) < ($1.line ?? .max, $1.column ?? 0) }
        guard problems.count > Self.mostProblems else { return problems }
        let more = problems.count - Self.mostProblems
        return problems.prefix(Self.mostProblems) + [
            SourceProblem(file: table.file, line: nil, column: nil, message: "and \(more) more problems")
        ]
    }
}

extension FileImport.Result {
    fileprivate mutating func add(_ report: ImportReport, _ batch: CSVTable.Batch) {
        created += report.created
        updated += report.updated
        unchanged += report.unchanged
        let misshapen = batch.misshapen
        skipped += report.skipped + misshapen.count
        problems += misshapen.map(\.problem)
        problems += report.problems.map { batch.problem(row: $0.row, column: $0.column, $0.message) }
    }
}
