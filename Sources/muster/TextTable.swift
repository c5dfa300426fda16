import MusterModel

/// Columns for people to read on a terminal; the last one is as wide as it is.
struct TextTable {
    private var rows: [[String]]

    init(_ titles: String...) { rows = [titles] }

    mutating func add(_ cells: String...) { rows.append(cells.map(\.spelledOut)) }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.compactMap { $0.indices.contains(column) ? $0[column].count : nil }.max() ?? 0
        }
        return rows.map { cells in
            cells.enumerated().map { column, cell in
                column == cells.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
            }.joined()
        }
    }
}

extension JSONObject {
    /// A member as people read it: `-` for null or none.
    func cell(_ key: String) -> String { self[key]?.scalarText ?? "-" }
}
