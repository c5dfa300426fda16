import MusterModel

extension [Diagnostic] {
    /// The result of `body`, or `nil` with its problems added to these.
    mutating func collect<Value>(_ body: () throws(RuleError) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            append(contentsOf: error.diagnostics)
            return nil
        }
    }
}
