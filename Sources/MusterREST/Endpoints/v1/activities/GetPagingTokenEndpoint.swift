import MusterModel

/// `Get Paging Token`: the place in the activity log after a moment. There is no
/// `result`.
struct GetPagingTokenEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/pagingtoken.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let since = try request.instant("sinceDatetime") else {
            throw APIError.missing("sinceDatetime", in: request.family)
        }
        var result = APIResult.none
        result.nextPageToken = context.pagingTokens.token(
            for: PagePosition(kind: .activities, after: 0, since: since))
        return result
    }
}
