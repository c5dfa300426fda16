import Foundation
public import MusterModel

/// A file of rows with a header, ready to be imported in batches.
public struct CSVTable: Sendable {
    public let file: String
    public let header: [String]
    private let bytes: Data

    /// One batch of rows, and where each of their values stands in the file.
    public struct Batch: Sendable {
        public let rows: [JSONObject]
        let records: [CSVReader.Record]
        let header: [String]
        let file: String

        /// The place of a row, or of a column's value in it.
        public func problem(row: Int, column: String?, _ message: String) -> SourceProblem {
            guard records.indices.contains(row) else {
                return SourceProblem(file: file, line: nil, column: nil, message: message)
            }
            let record = records[row]
            let index = column.flatMap { header.firstIndex(of: $0) }
            guard let index, record.fields.indices.contains(index) else {
                return SourceProblem(file: file, line: record.line, column: nil, message: message)
            }
            let field = record.fields[index]
            return SourceProblem(
                file: file, line: field.line, column: field.column, message: "\(header[index]): \(message)")
        }
    }

    /// - Throws: `SourceError` when there is no file, or no header.
    public init(file: String) throws(SourceError) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: file), options: .mappedIfSafe)
        } catch {
            throw SourceError(unreadable: file)
        }
        try self.init(bytes, file: file)
    }

    init(_ bytes: Data, file: String) throws(SourceError) {
        self.file = file
        self.bytes = bytes
        var reader = CSVReader(bytes, file: file)
        guard let first = reader.next() else {
            throw SourceError([
                reader.problem
                    ?? SourceProblem(
                        file: file, line: nil, column: nil,
                        message: "the file is empty; its first line names the columns")
            ])
        }
        header = first.fields.map(\.text.trimmingBlanks)
        var seen: Set<String> = []
        for field in first.fields {
            let name = field.text.trimmingBlanks
            let place = SourcePlace(file: file, line: field.line, column: field.column)
            if name.isEmpty { throw SourceError([SourceProblem(place, "a column has no name")]) }
            if !seen.insert(name.caseFolded).inserted {
                throw SourceError([SourceProblem(place, "column '\(name)' is there twice")])
            }
        }
    }

    /// How many bytes the file has, for showing progress.
    public var size: Int { bytes.count }

    /// Reads the whole file in batches.
    ///
    /// - Parameter body: gets each batch and the share of the file that has been read, 0 to 1.
    /// - Returns: problems with the shape of single rows: those are in no batch. A problem that ends
    ///   the reading is the last one.
    public func forEachBatch(
        of size: Int, _ body: (Batch, Double) async throws -> Void
    ) async throws -> [SourceProblem] {
        var reader = CSVReader(bytes, file: file)
        _ = reader.next()
        var problems: [SourceProblem] = []
        var records: [CSVReader.Record] = []
        while let record = reader.next() {
            guard record.fields.count == header.count else {
                problems.append(
                    SourceProblem(
                        file: file, line: record.line, column: nil,
                        message:
                            "this row has \(record.fields.count) values, but the header has \(header.count) columns"))
                continue
            }
            records.append(record)
            if records.count == size {
                try await body(batch(records), reader.progress)
                records = []
            }
        }
        if !records.isEmpty { try await body(batch(records), reader.progress) }
        return problems + (reader.problem.map { [$0] } ?? [])
    }

    private func batch(_ records: [CSVReader.Record]) -> Batch {
        let rows = records.map { record in
            JSONObject(zip(header, record.fields).map { (key: $0, value: .string($1.text)) })
        }
        return Batch(rows: rows, records: records, header: header, file: file)
    }
}
