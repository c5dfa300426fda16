import MusterModel

extension Operands {
    func booleans() throws(OperandError) -> [Bool] {
        try each(Self.boolean, otherwise: { "'\($0)' is neither true nor false" })
    }

    // The words that the lead API accepts.
    private static func boolean(_ value: RuleValue) -> Bool? {
        switch value.text.trimmingBlanks.caseFolded {
        case "true", "yes", "1": true
        case "false", "no", "0": false
        default: nil
        }
    }
}
