public import MusterModel
public import MusterRules
public import MusterStore

/// Who is in a smart list.
///
/// Today the SQL reader answers; the column index of the embedded engine will answer the same
/// questions behind the same calls.
public struct Audience: Sendable {
    private let store: Store

    public init(store: Store) { self.store = store }

    /// A number of people and the moment at which it was true.
    public struct Count: Sendable {
        public let count: Int
        public let asOf: Instant
    }

    /// `nil` when there is no such list. A list without filters has no members.
    /// - Throws: `RuleError` when the rules are invalid.
    public func count(of list: SmartListID) throws -> Count? {
        let moment = store.moment
        return try store.read { reader -> Count? in
            guard let list = try reader.smartList(list) else { return nil }
            guard let predicate = try Self.predicate(of: list, reader: reader, at: moment) else {
                return Count(count: 0, asOf: moment.instant)
            }
            return Count(count: try reader.count(where: predicate), asOf: moment.instant)
        }
    }

    /// People of the list by ascending id after `after`; `nil` when there is no such list.
    /// - Throws: `RuleError` when the rules are invalid.
    public func leads(of list: SmartListID, after: LeadID?, limit: Int) throws -> [LeadID]? {
        let moment = store.moment
        return try store.read { reader -> [LeadID]? in
            guard let list = try reader.smartList(list) else { return nil }
            guard let predicate = try Self.predicate(of: list, reader: reader, at: moment) else { return [] }
            return try reader.leads(where: predicate, after: after, limit: limit)
        }
    }

    /// What the list's filters ask of a lead; `nil` when it has none, which selects nobody.
    public static func predicate(
        of list: SmartList, reader: StoreReader, at moment: Moment
    ) throws -> Predicate? {
        guard !list.rules.filters.isEmpty else { return nil }
        return try reader.ruleCompiler(at: moment).filters(list.rules)
    }
}
