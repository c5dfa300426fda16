import MusterModel

extension Operands {
    func numbers() throws(OperandError) -> [Double] { try each(Self.number, otherwise: Self.notANumber) }

    func number() throws(OperandError) -> Double { try single(Self.number, otherwise: Self.notANumber) }

    func numberPair() throws(OperandError) -> (Double, Double) {
        try pair(Self.number, otherwise: Self.notANumber, inOrder: <=)
    }

    private static func number(_ value: RuleValue) -> Double? {
        DecimalNumber.value(of: value.text.trimmingBlanks)
    }
    private static func notANumber(_ text: String) -> String { "'\(text)' is not a number" }
}
