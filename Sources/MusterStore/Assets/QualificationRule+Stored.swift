import MusterModel

/// A qualification rule lies in three columns: its name, and of an interval how many of which unit.
extension QualificationRule {
    /// Reads the columns from `column` on.
    init(_ row: any SQLRow, at column: Int, of subject: @autoclosure () -> String) throws {
        switch row.text(column) {
        case "once": self = .once
        case "any": self = .any
        default:
            guard let unit = QualificationRule.IntervalUnit(rawValue: row.text(column + 2)) else {
                throw StoredContentError("qualification rule of \(subject())", row.text(column + 2))
            }
            self = .interval(Int(row.int(column + 1)), unit)
        }
    }

    var storedColumns: [SQLValue] {
        guard case .interval(let count, let unit) = self else { return [.text(wireName), .null, .null] }
        return [.text(wireName), .int(Int64(count)), .text(unit.rawValue)]
    }
}
