import MusterModel
import MusterStore

/// `Get Paging Token`: the place in the activity log where a moment begins. There is no `result`.
///
/// A moment that has not passed yet is the end of the log as of this call, so that everything committed
/// later is delivered, also while a simulated clock stands still.
/// - Source: our choice; Adobe does not say what belongs to the moment itself.
struct GetPagingTokenEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/pagingtoken.json")
    static let permission = PermissionRequirement.readOnlyActivity

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        guard let since = try request.instant("sinceDatetime") else {
            throw APIError.missing("sinceDatetime", in: request.family)
        }
        let position =
            since < context.store.clock.now
            ? PagePosition(kind: .activities, after: 0, since: since)
            : PagePosition(kind: .activities, after: try context.store.read { try $0.lastActivityID().rawValue })
        var result = APIResult.none
        result.nextPageToken = context.pagingTokens.token(for: position)
        return result
    }
}
