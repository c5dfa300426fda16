import MusterModel
import MusterStore

/// `Associate Lead`: makes a visitor's cookie the lead's. There is no `result`.
struct AssociateLeadEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/leads/{id}/associate.json")
    static let permission = PermissionRequirement.readWriteLead

    static func body(of route: Route) -> BodyForm { .jsonOrForm }

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let given = try request.requiredText("cookie")
        guard let cookie = MunchkinCookie(given) else { throw APIError.invalidCookie(given) }
        let lead = LeadID(request.id)
        try await context.store.write { writer in
            guard try !writer.reader.existing([lead]).isEmpty else { throw APIError.leadNotFound(lead.rawValue) }
            try writer.associate(cookie: cookie.text, with: lead)
        }
        return .none
    }
}
