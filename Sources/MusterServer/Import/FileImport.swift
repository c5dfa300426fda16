import MusterAuthoring
import MusterModel

/// Imports one CSV file: first every row is checked, then, if all are good, every row is written.
public struct FileImport: Sendable {
    public enum Kind: String, Sendable, CaseIterable { case leads, activities }

    public enum Phase: Sendable { case checking, importing }

    /// Rows of one transaction and of one request.
    static let batchSize = 1_000
    /// Problems that are told; more are only counted.
    static let mostProblems = 20

    private let table: CSVTable
    private let kind: Kind
    private let skipsBadRows: Bool

    public init(file: String, kind: Kind, skipsBadRows: Bool) throws(SourceError) {
        table = try CSVTable(file: file)
        self.kind = kind
        self.skipsBadRows = skipsBadRows
    }

    public struct Result: Sendable {
        public var created = 0
        public var updated = 0
        public var skipped = 0
        /// Of the rows that were skipped, the first few and a line that counts the others.
        public var problems: [SourceProblem] = []
    }

    /// - Throws: `SourceError` with the problems of a file that is refused as a whole.
    public func run(
        through access: any InstanceAccess, progress: @Sendable (Phase, Double) -> Void
    ) async throws -> Result {
        if !skipsBadRows {
            let checked = try await pass(through: access, isDryRun: true) { progress(.checking, $0) }
            guard checked.problems.isEmpty else { throw SourceError(told(checked.problems)) }
        }
        var result = try await pass(through: access, isDryRun: false) { progress(.importing, $0) }
        result.problems = told(result.problems)
        return result
    }

    private func pass(
        through access: any InstanceAccess, isDryRun: Bool, progress: (Double) -> Void
    ) async throws -> Result {
        var result = Result()
        let misshapen = try await table.forEachBatch(of: Self.batchSize) { batch, share in
            let document = ImportDocument(rows: batch.rows, isDryRun: isDryRun, skipsBadRows: skipsBadRows)
            let report = try await access.importRows(document, kind)
            result.created += report.created
            result.updated += report.updated
            result.skipped += report.skipped
            result.problems += report.problems.map { batch.problem(row: $0.row, column: $0.column, $0.message) }
            progress(share)
        }
        result.skipped += misshapen.count
        result.problems += misshapen
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
