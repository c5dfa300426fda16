import MusterModel
import MusterStore

/// `Get Lists by Lead Id`: the static lists a lead is in.
struct GetListMembershipByLeadIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/{id}/listMembership.json")
    static let permission = PermissionRequirement.asksAboutPeople

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try MembershipPage(kind: .listMembership, hasWindow: false).answer(request, context) { reader, query in
            try reader.listMemberships(query).map { .init($0, key: "listId") }
        }
    }
}

/// `Get Smart Campaigns by Lead Id`: the campaigns whose flow a lead has entered. `createdAt` is the
/// first entry, `updatedAt` the last.
struct GetSmartCampaignMembershipByLeadIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/{id}/smartCampaignMembership.json")
    static let permission = PermissionRequirement.asksAboutPeople

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        try MembershipPage(kind: .smartCampaignMembership).answer(request, context) { reader, query in
            try reader.campaignMemberships(query).map { .init($0, key: "smartCampaignId") }
        }
    }
}

/// `Get Programs by Lead Id`: the programs a lead is a member of.
struct GetProgramMembershipByLeadIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/{id}/programMembership.json")
    static let permission = PermissionRequirement.asksAboutPeople

    private static let maximumValues = 300

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let page = MembershipPage(kind: .programMembership, ids: try Self.programs(request))
        return try page.answer(request, context) { reader, query in
            try reader.programMemberships(query).map { member in
                .init(
                    record: ProgramMembershipRecord(member: member),
                    cursor: .init(since: member.memberSince, id: member.programID.rawValue))
            }
        }
    }

    /// `nil` is all programs. Values without a type are ignored.
    private static func programs(_ request: APIRequest) throws(APIError) -> [Int64]? {
        guard let type = try request.text("filterType")?.trimmingBlanks, !type.isEmpty else { return nil }
        guard type.lowercased() == "programid" else { throw .invalidChoice("filterType", type) }
        let values = try request.integers("filterValues")
        guard !values.isEmpty else { throw .missing("filterValues", in: request.family) }
        guard values.count <= maximumValues else { throw .tooMany("filterValues", limit: maximumValues) }
        return values
    }
}

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

/// A membership in a program as the lead API answers it.
struct ProgramMembershipRecord: WireRecord {
    let member: ProgramMember
    /// Whether `progressionStatusType` is there: in what Get Leads by Program Id answers.
    /// - Source: Adobe's example, where it repeats the status.
    var hasStatusType = false

    func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("id", member.programID)
            $0.member("progressionStatus", member.status)
            if hasStatusType { $0.member("progressionStatusType", member.status) }
            $0.member("isExhausted", member.isExhausted)
            $0.member("acquiredBy", member.isAcquiredBy)
            $0.member("reachedSuccess", member.reachedSuccess)
            $0.member("membershipDate", member.memberSince.iso8601)
            $0.member("updatedAt", member.updatedAt.iso8601)
            $0.member("stream", ifPresent: member.stream)
            $0.member("nurtureCadence", ifPresent: member.cadence?.rawValue)
        }
    }
}
