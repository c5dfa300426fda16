import MusterModel

/// Compiles the lists that *Member of Smart List* refers to, each once, refusing cycles.
final class NestedSmartListCompiler: NestedSmartLists {
    /// Lists that refer to the same lists twice on every level double their predicate each time;
    /// more filters than this in total are refused before a database has to.
    static let mostFilters = 10_000

    private struct Compiled {
        let predicate: Predicate
        /// Those of the lists in it counted as often as they stand there.
        let filterCount: Int
    }

    private let reader: ConditionReader
    /// The lists that are being compiled, the outermost first.
    private var stack: [SmartListID]
    /// Failures too: a list that leads to a cycle does so from everywhere.
    private var finished: [SmartListID: Result<Compiled, RuleError>] = [:]
    /// Filters so far inside the list that is being compiled.
    private var filterCount = 0

    /// - Parameter list: the list whose rules are compiled, so that it cannot contain itself.
    init(reader: ConditionReader, list: SmartListID?) {
        self.reader = reader
        stack = list.map { [$0] } ?? []
    }

    func predicate(of list: SmartListID) throws(RuleError) -> Predicate {
        guard !stack.contains(list) else {
            throw RuleError("", "smart list \(try name(of: list)) contains itself")
        }
        let result = try (finished[list] ?? compiled(list)).get()
        filterCount += result.filterCount
        guard filterCount <= Self.mostFilters else {
            throw RuleError("", "the lists in it have more than \(Self.mostFilters) filters in total")
        }
        return result.predicate
    }

    private func compiled(_ list: SmartListID) -> Result<Compiled, RuleError> {
        stack.append(list)
        let outside = filterCount
        filterCount = 0
        defer {
            stack.removeLast()
            filterCount = outside
        }
        let result: Result<Compiled, RuleError>
        do {
            result = .success(Compiled(predicate: try predicate(compiling: list), filterCount: filterCount))
        } catch {
            result = .failure(error)
        }
        finished[list] = result
        return result
    }

    private func predicate(compiling list: SmartListID) throws(RuleError) -> Predicate {
        let rules: RuleSet?
        do { rules = try reader.assets.rules(of: list) } catch {
            throw RuleError("", "smart list \(list) could not be read: \(error)")
        }
        guard let rules else { throw RuleError("", "smart list \(list) has been deleted") }
        filterCount += rules.filters.count
        do {
            return try RuleSetLowering(RuleLowering(reader: reader, lists: self)).filters(rules)
        } catch {
            // The first problem alone: nested lists would multiply them on their way up.
            let first = error.diagnostics.first?.description ?? ""
            throw RuleError("", "smart list \(try name(of: list)) is in error: \(first)")
        }
    }

    private func name(of list: SmartListID) throws(RuleError) -> String {
        do {
            return try reader.assets.assetName(.smartList, id: list.rawValue).map { "'\($0)'" } ?? list.description
        } catch {
            throw RuleError("", "smart list \(list) could not be looked up: \(error)")
        }
    }
}
