public import MusterModel
public import MusterRules

extension StoreReader {
    /// The leads of whom the predicate is true, by ascending id; of the given ones, behind `after`
    /// and at most `limit` when these are given.
    public func leads(
        where predicate: Predicate, among leads: [LeadID]? = nil, after: LeadID? = nil, limit: Int? = nil
    ) throws -> [LeadID] {
        let selection = LeadSelection(predicate, among: leads, after: after, connection.dialect)
        guard let selection else { return [] }
        let limitClause = limit == nil ? "" : " LIMIT ?"
        let limitArgument = limit.map { [SQLValue.int(Int64($0))] } ?? []
        return try connection.all(
            "SELECT lead.id FROM lead WHERE \(selection.condition) ORDER BY lead.id\(limitClause)",
            selection.arguments + limitArgument
        ) { LeadID($0.int(0)) }
    }

    public func count(where predicate: Predicate) throws -> Int {
        guard let selection = LeadSelection(predicate, among: nil, after: nil, connection.dialect) else { return 0 }
        return try connection.first(
            "SELECT count(*) FROM lead WHERE \(selection.condition)", selection.arguments
        ) { Int($0.int(0)) } ?? 0
    }
}

/// The condition of a query for leads.
struct LeadSelection {
    let condition: String
    let arguments: [SQLValue]

    /// `nil` when nobody can be selected.
    init?(_ predicate: Predicate, among leads: [LeadID]?, after: LeadID?, _ dialect: any Dialect) {
        let predicate = predicate.simplified
        if predicate == .never || leads?.isEmpty == true { return nil }
        var printer = PredicateSQL(dialect)
        var parts: [String] = []
        if let after { parts.append("lead.id > \(printer.place(.id(after)))") }
        if let leads {
            let place = printer.place(.ids(leads))
            parts.append(dialect.isOneOf("lead.id", jsonArray: place))
        }
        parts.append(printer.condition(predicate))
        condition = parts.joined(separator: " AND ")
        arguments = printer.arguments
    }
}
