import MusterModel

/// Compiles the lists that *Member of Smart List* refers to, each once, refusing cycles.
final class NestedSmartListCompiler: NestedSmartLists {
    private let reader: ConditionReader
    /// The lists that are being compiled, the outermost first.
    private var stack: [SmartListID]
    private var finished: [SmartListID: Predicate] = [:]

    /// - Parameter list: the list whose rules are compiled, so that it cannot contain itself.
    init(reader: ConditionReader, list: SmartListID?) {
        self.reader = reader
        stack = list.map { [$0] } ?? []
    }

    func predicate(of list: SmartListID) throws(RuleError) -> Predicate {
        if let known = finished[list] { return known }
        guard !stack.contains(list) else {
            throw RuleError("", "smart list \(try name(of: list)) contains itself")
        }
        stack.append(list)
        defer { stack.removeLast() }
        let result = try compile(list)
        // An error may be due to the cycle that led here, so only good results are kept.
        finished[list] = result
        return result
    }

    private func compile(_ list: SmartListID) throws(RuleError) -> Predicate {
        let rules: RuleSet?
        do { rules = try reader.assets.rules(of: list) } catch {
            throw RuleError("", "smart list \(list) could not be read: \(error)")
        }
        guard let rules else { throw RuleError("", "smart list \(list) has been deleted") }
        do {
            return try RuleSetLowering(RuleLowering(reader: reader, lists: self)).filters(rules)
        } catch {
            let name = try name(of: list)
            throw RuleError(error.diagnostics.map { Diagnostic("", "smart list \(name) is in error: \($0)") })
        }
    }

    private func name(of list: SmartListID) throws(RuleError) -> String {
        do {
            return try reader.assets.assetName(.smartList, id: list.rawValue).map { "\"\($0)\"" } ?? list.description
        } catch {
            throw RuleError("", "smart list \(list) could not be looked up: \(error)")
        }
    }
}
