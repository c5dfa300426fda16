/// `is` on a date: on the given day; with a time part, within its minute.
///
/// - Operand: one or more dates; of *Date of Activity* exactly one.
/// - Time: days run from midnight to midnight in the subscription's zone; an operand with an
///   offset keeps its instant. The minute is our choice.
/// - Empty value: no match.
/// - Source: Experience League, "Smart List Filter Operators Glossary".
public struct DateIsOperator: Operator {
    public let name = "is"
    public let families: Set<ValueFamily> = [.date, .datetime, .activityDate]
    public let operandCount = OperandCount.oneOrMore

    public func test(_ operands: Operands) throws(OperandError) -> ValueTest {
        let dates = try operands.dates()
        if operands.family == .activityDate, dates.count != 1 {
            throw OperandError("takes exactly one date here; use 'between' for several days")
        }
        let tests = dates.map { date in
            operands.within(TimeStretch(days: .closed(date.day, date.day), instants: date.unit))
        }
        return ValueTest.anyOf(tests).simplified
    }
}
