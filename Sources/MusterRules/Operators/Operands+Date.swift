import MusterModel

extension Operands {
    func dates() throws(OperandError) -> [AbsoluteDate] { try each(date, otherwise: Self.notADate) }

    func date() throws(OperandError) -> AbsoluteDate { try single(date, otherwise: Self.notADate) }

    func datePair() throws(OperandError) -> (AbsoluteDate, AbsoluteDate) {
        try pair(date, otherwise: Self.notADate, inOrder: { $0.start.value <= $1.start.value })
    }

    func period() throws(OperandError) -> RelativePeriod {
        try single(
            { RelativePeriod($0.text) },
            otherwise: { text in
                "'\(text)' is not a span; write a whole number and minutes, hours, days, weeks, months or years, "
                    + "such as '30 days'"
            })
    }

    func timeFrame() throws(OperandError) -> TimeFrame {
        try single(
            { TimeFrame($0.text) },
            otherwise: { text in
                let hint = Suggestion.phrase(for: text, among: TimeFrame.allCases.map(\.name))
                return "'\(text)' is not a time frame" + (hint.isEmpty ? ", such as 'Last 30 Days'" : hint)
            })
    }

    /// A test that no value passes too; an activity always has a date.
    func orNoValue(_ test: ValueTest) -> ValueTest {
        family == .activityDate ? test : .anyOf([.isNull, test])
    }

    /// The form of the stretch that suits the family.
    func within(_ stretch: TimeStretch) -> ValueTest {
        family == .date ? .dayWithin(stretch.days) : .instantWithin(stretch.instants)
    }

    private func date(_ value: RuleValue) -> AbsoluteDate? { AbsoluteDate(value.text, in: moment.timeZone) }
    private static func notADate(_ text: String) -> String {
        "'\(text)' is not a date; write yyyy-MM-dd, or yyyy-MM-ddTHH:mm:ss with an offset such as Z or +02:00"
    }
}
