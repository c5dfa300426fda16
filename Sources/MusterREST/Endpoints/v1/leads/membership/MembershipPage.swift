import MusterModel
import MusterStore

/// One page of a lead's memberships of one kind, the newest first.
///
/// The three calls differ in what they read and write; which lead, which page and which moments are
/// asked for, and how the page ends, is the same for all.
struct MembershipPage {
    /// One membership, and where the next page begins when it is the last of this one.
    struct Entry {
        let record: any WireRecord
        let cursor: MembershipQuery.Cursor
    }

    let kind: PagePosition.Kind
    /// Without the moments, when the call has no such parameters.
    var hasWindow = true
    var ids: [Int64]?

    func answer(
        _ request: APIRequest, _ context: APIContext,
        _ read: (StoreReader, MembershipQuery) throws -> [Entry]
    ) throws -> APIResult {
        let size = try request.batchSize()
        let (from, to) = hasWindow ? try request.updatedWindow() : (nil, nil)
        let moments = [from, to].map { moment in moment.map { String($0.milliseconds) } ?? "" }
        let filter = [String(request.id)] + moments + (ids ?? []).map(String.init)
        let position = try request.position(kind, filter: filter, context)
        let query = MembershipQuery(
            lead: LeadID(request.id), ids: ids, updatedFrom: from, updatedTo: to,
            after: position.map { MembershipQuery.Cursor(since: $0.since ?? context.now, id: $0.after) },
            limit: size + 1)
        let entries = try context.store.read { reader in
            guard try !reader.existing([query.lead]).isEmpty else { throw APIError.leadNotFound(request.id) }
            return try read(reader, query)
        }
        var result = APIResult.records(entries.prefix(size)) { $1.record.write(&$0) }
        result.moreResult = entries.count > size
        if entries.count > size {
            let last = entries[size - 1].cursor
            result.nextPageToken = context.pagingTokens.token(
                for: PagePosition(kind: kind, after: last.id, since: last.since), filter: filter)
        }
        return result
    }
}

/// A membership of a static list or a smart campaign.
struct MembershipRecord: WireRecord {
    /// The member with the id: `listId` or `smartCampaignId`.
    let key: StaticString
    let membership: Membership

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member(key, membership.id)
            $0.member("createdAt", membership.createdAt.iso8601)
            $0.member("updatedAt", membership.updatedAt.iso8601)
        }
    }
}

extension MembershipPage.Entry {
    init(_ membership: Membership, key: StaticString) {
        self.init(
            record: MembershipRecord(key: key, membership: membership),
            cursor: .init(since: membership.createdAt, id: membership.id))
    }
}
