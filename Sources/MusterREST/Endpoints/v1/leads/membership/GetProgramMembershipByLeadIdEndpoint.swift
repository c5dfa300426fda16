import MusterModel
import MusterStore

/// `Get Programs by Lead Id`: the programs a lead is a member of.
struct GetProgramMembershipByLeadIdEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/leads/{id}/programMembership.json")
    static let permission = PermissionRequirement.readOnlyAssets

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
