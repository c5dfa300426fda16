import Foundation
public import MusterModel

/// A file of rows with a header, ready to be imported in batches.
public struct CSVTable: Sendable {
    public let file: String
    public let header: [String]
    /// Where each column's name stands.
    let places: [SourcePlace]
    let bytes: Data
    /// As of everything that has a name.
    private static let longestName = 255

    /// One batch of rows, and where each of their values stands in the file.
    public struct Batch: Sendable {
        /// Those that have as many values as the header has columns.
        public let rows: [JSONObject]
        /// All of them.
        let records: [CSVReader.Record]
        /// Which of them each of the rows is.
        let places: [Int]
        /// The number of the first in the file, counted from 0.
        let firstRow: Int
        /// Nothing follows.
        let isLast: Bool
        let header: [String]
        let file: String

        var nextRow: Int { firstRow + records.count }

        /// The places of those that do not fit the header, with what is wrong.
        var misshapen: [(place: Int, problem: SourceProblem)] {
            records.indices.filter { records[$0].fields.count != header.count }.map { place in
                let count = records[place].fields.count
                let message = "this row has \(count) values, but the header has \(header.count) columns"
                return (
                    place, SourceProblem(file: file, line: records[place].line, column: nil, message: message)
                )
            }
        }

        /// The place of a row, or of a column's value in it.
        public func problem(row: Int, column: String?, _ message: String) -> SourceProblem {
            guard places.indices.contains(row) else {
                return SourceProblem(file: file, line: nil, column: nil, message: message)
            }
            let record = records[places[row]]
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
        places = first.fields.map { SourcePlace(file: file, line: $0.line, column: $0.column) }
        var seen: Set<String> = []
        for field in first.fields {
            let name = field.text.trimmingBlanks
            let place = SourcePlace(file: file, line: field.line, column: field.column)
            if name.isEmpty { throw SourceError([SourceProblem(place, "a column has no name")]) }
            guard name.unicodeScalars.count <= Self.longestName else {
                throw SourceError([
                    SourceProblem(place, "a column's name is longer than \(Self.longestName) characters")
                ])
            }
            if !seen.insert(name.caseFolded).inserted {
                throw SourceError([SourceProblem(place, "column '\(name)' is there twice")])
            }
        }
    }

    /// Reads the whole file once, which tells what is wrong with its text before anything is done with it.
    /// - Returns: how many rows it has.
    /// - Throws: `SourceError` when it cannot be read to its end.
    func countRows() throws(SourceError) -> Int {
        var reader = CSVReader(bytes, file: file)
        var count = -1
        while reader.next() != nil { count += 1 }
        if let problem = reader.problem { throw SourceError([problem]) }
        return max(count, 0)
    }

    /// The rows in batches, one after the other.
    /// - Parameter hasNulls: the word `null` means that there is no value, in whatever case, unless it is in quotes:
    ///   somebody may be called so.
    func batches(of size: Int, hasNulls: Bool = false) -> Batches { Batches(self, size: size, hasNulls: hasNulls) }

    struct Batches: Sequence, IteratorProtocol {
        private let table: CSVTable
        private let size: Int
        private let hasNulls: Bool
        private var reader: CSVReader
        private var ahead: CSVReader.Record?
        private var nextRow = 0
        private var isOver = false

        fileprivate init(_ table: CSVTable, size: Int, hasNulls: Bool) {
            (self.table, self.size, self.hasNulls) = (table, size, hasNulls)
            reader = CSVReader(table.bytes, file: table.file)
            _ = reader.next()
            ahead = reader.next()
        }

        /// A file without rows has one batch without any.
        mutating func next() -> Batch? {
            guard !isOver else { return nil }
            var records: [CSVReader.Record] = []
            while let record = ahead, records.count < size {
                records.append(record)
                ahead = reader.next()
            }
            isOver = ahead == nil
            defer { nextRow += records.count }
            let places = records.indices.filter { records[$0].fields.count == table.header.count }
            let rows = places.map { place in
                JSONObject(zip(table.header, records[place].fields).map { (key: $0, value: .string(text(of: $1))) })
            }
            return Batch(
                rows: rows, records: records, places: places, firstRow: nextRow, isLast: isOver,
                header: table.header, file: table.file)
        }

        private func text(of field: CSVReader.Field) -> String {
            hasNulls && !field.isQuoted && field.text.utf8.count == 4 && field.text.caseFolded == "null"
                ? "NULL" : field.text
        }
    }
}
