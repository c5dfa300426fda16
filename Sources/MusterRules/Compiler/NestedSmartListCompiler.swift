import MusterModel

/// Compiles the lists that *Member of Smart List* refers to, each once, refusing cycles.
///
/// Lists are walked by a loop and compiled behind those that they refer to, so that no chain of
/// lists is too long for the stack.
final class NestedSmartListCompiler: NestedSmartLists {
    /// So many values fit into the memory of a small server, as text and as what it is read into.
    static let mostValues = 5_000_000
    /// What is said of a list repeats what is said of those in it.
    private static let longestComplaint = 1_000

    private enum State {
        /// Some list on the way to it is being compiled, or it is itself.
        case open
        /// Failures too: a list that leads to a cycle does so from everywhere.
        case finished(Result<Predicate, RuleError>)
    }

    /// A list whose own lists are compiled first.
    private struct Visit {
        let list: SmartListID
        let rules: RuleSet
        /// The lists that it refers to and that have not been looked at, the first one last.
        var ahead: [SmartListID]
    }

    private let reader: ConditionReader
    private var states: [SmartListID: State] = [:]
    private var compiled: [Criteria.NestedList] = []
    private var valueCount = 0

    /// - Parameter list: the list whose rules are compiled, so that it cannot contain itself.
    init(reader: ConditionReader, list: SmartListID?) {
        self.reader = reader
        if let list { states[list] = .open }
    }

    /// Compiles every list that the filters lead to; `predicate(of:)` knows them afterwards.
    func compile(listsIn filters: [Rule]) {
        var path: [Visit] = []
        for list in references(in: filters) {
            visit(list, &path)
            while let last = path.indices.last {
                if let next = path[last].ahead.popLast() {
                    visit(next, &path)
                } else {
                    finish(path.removeLast())
                }
            }
        }
    }

    func predicate(of list: SmartListID) throws(RuleError) -> Predicate {
        guard case .finished(let result) = states[list] else {
            throw RuleError("", "smart list \(try name(of: list)) contains itself")
        }
        return try result.get()
    }

    /// The predicate, which has been lowered with this compiler, and the lists that it needs.
    func criteria(_ predicate: Predicate) -> Criteria {
        let predicate = predicate.simplified
        var needed = predicate.smartLists
        var lists: [Criteria.NestedList] = []
        for list in compiled.reversed() where needed.contains(list.id) {
            lists.append(list)
            needed.formUnion(list.predicate.smartLists)
        }
        return Criteria(predicate, lists: lists.reversed())
    }

    private func visit(_ list: SmartListID, _ path: inout [Visit]) {
        guard states[list] == nil else { return }
        states[list] = .open
        do throws(RuleError) {
            let rules = try rules(of: list)
            path.append(Visit(list: list, rules: rules, ahead: references(in: rules.filters).reversed()))
        } catch {
            states[list] = .finished(.failure(error))
        }
    }

    private func finish(_ visit: Visit) {
        do throws(RuleError) {
            let predicate = try compile(visit).simplified
            if predicate == .always || predicate == .never {
                states[visit.list] = .finished(.success(predicate))
            } else {
                compiled.append(Criteria.NestedList(visit.list, predicate))
                states[visit.list] = .finished(.success(.inSmartList(visit.list)))
            }
        } catch {
            states[visit.list] = .finished(.failure(error))
        }
    }

    private func compile(_ visit: Visit) throws(RuleError) -> Predicate {
        do {
            return try RuleSetLowering(RuleLowering(reader: reader, lists: self)).filters(visit.rules)
        } catch {
            // The first problem alone: nested lists would multiply them on their way up.
            let first = error.diagnostics.first?.description ?? ""
            let complaint =
                first.count > Self.longestComplaint ? first.prefix(Self.longestComplaint) + " …" : first[...]
            throw RuleError("", "smart list \(try name(of: visit.list)) is in error: \(complaint)")
        }
    }

    private func rules(of list: SmartListID) throws(RuleError) -> RuleSet {
        let rules: RuleSet?
        do { rules = try reader.assets.rules(of: list) } catch {
            throw RuleError("", "smart list \(list) could not be read: \(error)")
        }
        guard let rules else { throw RuleError("", "smart list \(list) has been deleted") }
        valueCount += rules.filters.lazy.flatMap(\.conditions).reduce(0) { $0 + $1.values.count }
        guard valueCount <= Self.mostValues else {
            throw RuleError("", "the lists in it have more than \(Self.mostValues) values in total, which is too much")
        }
        return rules
    }

    /// The lists that the filters ask for by themselves.
    private func references(in filters: [Rule]) -> [SmartListID] {
        filters.flatMap { rule -> [SmartListID] in
            guard let type = reader.catalog.filter(of: rule), case .membership(let membership) = type.subject,
                membership.assetKind == .smartList
            else { return [] }
            // What is wrong with the rule is said when it is lowered.
            var problems: [RuleProblem] = []
            let conditions = reader.read(rule, as: type, &problems)
            return conditions.first?.assetIDs.map { SmartListID($0) } ?? []
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

extension Predicate {
    /// The lists that it refers to by itself.
    var smartLists: Set<SmartListID> {
        switch self {
        case .inSmartList(let list): [list]
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.smartLists) }
        case .not(let part): part.smartLists
        case .always, .never, .field, .activities, .inStaticList, .inProgram, .inCampaign: []
        }
    }
}
