public import MusterModel
public import MusterRules

// `Audience` is the door to these: nobody else asks them.
extension StoreReader {
    /// The leads who meet the criteria, by ascending id; of the given ones, behind `after` and at
    /// most `limit` when these are given.
    /// - Throws: `StoreError.tooLarge` for criteria that this machine cannot evaluate.
    public func leads(
        meeting criteria: Criteria, among leads: [LeadID]? = nil, after: LeadID? = nil, limit: Int? = nil,
        limits: StatementLimits = .usual
    ) throws -> [LeadID] {
        let lists = CriteriaLists(criteria, limits)
        guard lists.fitOneStatement else {
            let set = try piecewise(lists, among: leads, after: after)
            return set.leads(after: after ?? 0, limit: limit ?? .max)
        }
        guard
            let selection = LeadSelection(
                lists.predicate, lists: lists.printed, among: leads, after: after, connection.dialect)
        else { return [] }
        let limitClause = limit == nil ? "" : " LIMIT ?"
        let limitArgument = limit.map { [SQLValue.int(Int64($0))] } ?? []
        return try connection.all(
            "SELECT lead.id FROM lead WHERE \(selection.condition) ORDER BY lead.id\(limitClause)",
            selection.arguments + limitArgument
        ) { LeadID($0.int(0)) }
    }

    /// How many leads meet the criteria.
    public func count(meeting criteria: Criteria, limits: StatementLimits = .usual) throws -> Int {
        let lists = CriteriaLists(criteria, limits)
        guard lists.fitOneStatement else { return try piecewise(lists, among: nil, after: nil).count }
        let selection = LeadSelection(
            lists.predicate, lists: lists.printed, among: nil, after: nil, connection.dialect)
        guard let selection else { return 0 }
        return try connection.first(
            "SELECT count(*) FROM lead WHERE \(selection.condition)", selection.arguments
        ) { Int($0.int(0)) } ?? 0
    }

    /// The leads who meet the criteria, in the least memory; those behind `after` and up to `last` when
    /// these are given.
    public func leadSet(
        meeting criteria: Criteria, after: LeadID? = nil, through last: LeadID? = nil, limits: StatementLimits = .usual
    ) throws -> LeadSet {
        try piecewise(CriteriaLists(criteria, limits), among: nil, after: after, through: last)
    }

    /// The highest id of all leads; 0 when there are none.
    public func lastLead() throws -> LeadID {
        LeadID(try connection.first("SELECT max(id) FROM lead") { $0.intOrNil(0) ?? 0 } ?? 0)
    }

    private func piecewise(
        _ lists: CriteriaLists, among leads: [LeadID]?, after: LeadID?, through last: LeadID? = nil
    ) throws -> LeadSet {
        let universe: LeadUniverse
        if let leads {
            universe = .these(Set(leads).sorted())
        } else {
            universe = .range(first: (after?.rawValue ?? 0) + 1, last: try (last ?? lastLead()).rawValue)
        }
        var selection = PiecewiseSelection(lists, universe, self)
        return try selection.select()
    }
}

/// The condition of a query for leads.
struct LeadSelection {
    let condition: String
    let arguments: [SQLValue]

    /// `nil` when nobody can be selected.
    ///
    /// - Parameter lists: what `inSmartList` stands for in the predicate.
    init?(
        _ predicate: Predicate, lists: [SmartListID: Predicate] = [:], among leads: [LeadID]?, after: LeadID?,
        through last: LeadID? = nil, _ dialect: any Dialect
    ) {
        if predicate == .never || leads?.isEmpty == true { return nil }
        var printer = PredicateSQL(dialect, lists: lists)
        var parts: [String] = []
        if let after { parts.append("lead.id > \(printer.place(.id(after)))") }
        if let last { parts.append("lead.id <= \(printer.place(.id(last)))") }
        if let leads {
            let place = printer.place(.ids(leads))
            parts.append(dialect.isOneOf("lead.id", jsonArray: place))
        }
        parts.append(printer.condition(predicate))
        condition = parts.joined(separator: " AND ")
        arguments = printer.arguments
    }
}
