public import MusterModel

/// Of whom commits may have made something else than a rule said before.
public struct TouchedLeads: Sendable {
    /// People who came, went, were changed, or whose memberships or activities were.
    public fileprivate(set) var leads: Set<LeadID> = []
    /// The same, in the order of their commits.
    public fileprivate(set) var merges: [ChangeSet.Merge] = []
    /// The last of the commits.
    public fileprivate(set) var asOf: CommitNumber
}

extension StoreReader {
    private static let commitsARead = 10

    /// Whom the commits after `commit` have touched, up to the state that is read. Deleted lists,
    /// programs and campaigns do not name their members.
    /// - Parameter limit: of commits, people and activities together: once they are as many, the commits that
    ///   follow are left to another call, which `asOf` tells from.
    /// - Returns: `nil` when some of them are no longer kept.
    public func leadsTouched(after commit: CommitNumber, limit: Int = .max) throws -> TouchedLeads? {
        var touched = TouchedLeads(asOf: commit)
        var activities: ClosedRange<Int64>?
        var commits = 0
        var isFull: Bool { touched.leads.count + (activities?.count ?? 0) + commits >= limit }
        while touched.asOf < position.commit, !isFull {
            guard let sets = try changes(after: touched.asOf, limit: Self.commitsARead), !sets.isEmpty else {
                return nil
            }
            for set in sets where !isFull {
                touched.add(set)
                commits += 1
                touched.asOf = set.commit
                guard let appended = set.activities else { continue }
                activities = (activities?.lowerBound ?? appended.lowerBound)...appended.upperBound
            }
        }
        if let activities { touched.leads.formUnion(try leads(ofActivities: activities)) }
        return touched
    }

    private func leads(ofActivities ids: ClosedRange<Int64>) throws -> [LeadID] {
        try connection.all(
            "SELECT DISTINCT lead_id FROM activity WHERE id BETWEEN ? AND ?",
            [.int(ids.lowerBound), .int(ids.upperBound)]
        ) { LeadID($0.int(0)) }
    }
}

extension TouchedLeads {
    fileprivate mutating func add(_ set: ChangeSet) {
        leads.formUnion(set.leads.created)
        leads.formUnion(set.leads.deleted)
        for changed in set.leads.set.values { leads.formUnion(changed) }
        for merge in set.leads.merged {
            leads.formUnion(merge.losers)
            leads.insert(merge.winner)
        }
        for members in set.listMembers.values {
            leads.formUnion(members.joined)
            leads.formUnion(members.left)
        }
        for members in set.programMembers.values { leads.formUnion(members) }
        for entered in set.campaignEntries.values { leads.formUnion(entered) }
        merges += set.leads.merged
    }
}
