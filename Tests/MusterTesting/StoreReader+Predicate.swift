public import MusterModel
public import MusterRules
public import MusterStore

extension StoreReader {
    /// Whom a bare predicate selects.
    public func leads(
        where predicate: Predicate, among leads: [LeadID]? = nil, after: LeadID? = nil, limit: Int? = nil
    ) throws -> [LeadID] {
        try self.leads(meeting: Criteria(predicate), among: leads, after: after, limit: limit)
    }

    public func count(where predicate: Predicate) throws -> Int { try count(meeting: Criteria(predicate)) }
}
