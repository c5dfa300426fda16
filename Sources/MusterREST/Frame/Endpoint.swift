import MusterModel

/// One call of the API: its routes, what it needs, and what it does.
///
/// ## How to add an endpoint
///
/// 1. One file `Endpoints/<folders of the URL>/<Name of Adobe's reference>Endpoint.swift`:
///
///        /// `Get Smart Campaign by Id`.
///        struct GetSmartCampaignEndpoint: Endpoint {
///            static let route = Route(.get, "/rest/asset/v1/smartCampaign/{id}.json")
///            static let permission = PermissionRequirement.readOnlyAssets
///
///            func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
///                let id = SmartCampaignID(request.id)
///                guard let campaign = try context.store.read({ try $0.smartCampaign(id) }) else { return .noAssets }
///                return .record(SmartCampaignRecord(campaign, context))
///            }
///        }
///
///    A read leaves out `async`: it then runs on the calling thread without a hop. A write is
///    `async` and uses `context.store.write`.
/// 2. Its line in `EndpointCatalog.built` (alphabetical). The path must be in `ContractRoutes`, or
///    begin with `/muster/v1`.
/// 3. `make docs`, and a test file of the same folders with one good answer and a table of bad input.
///
/// What the frame has done before `handle` runs: size, token, route, permission, content type, JSON
/// syntax, and that numeric slots hold positive decimal numbers. What it does afterwards: envelope,
/// request id, headers, gzip, the log line. `handle` reads parameters with the accessors of
/// `APIRequest`, which throw the contract's error for the family of the path, throws `APIError`
/// (texts: `ErrorCatalog`) and returns an `APIResult`. Any other error is answered with 611 and
/// logged. Records are `WireRecord`s, written straight as bytes in the contract's member order.
protocol Endpoint: Sendable {
    static var route: Route { get }
    /// Further routes of the same call: old spellings, or a second method.
    static var otherRoutes: [Route] { get }
    static var permission: PermissionRequirement { get }
    /// Where parameters may come from when the request has a body.
    static func body(of route: Route) -> BodyForm
    static var bodyLimit: Int { get }

    init()
    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult
}

/// What an endpoint does with a body.
enum BodyForm: Sendable {
    /// Not even looked at: a plain GET (node-marketo sends JSON on every GET).
    case ignored
    /// JSON, form or multipart: asset and Muster calls.
    case parameters
    /// JSON only; a form is 612 unless it tunnels a method. An empty body counts as `{}`.
    case json
    /// JSON or form: lead calls that take ids or scalars as parameters.
    case jsonOrForm
}

extension Endpoint {
    static var otherRoutes: [Route] { [] }
    static var routes: [Route] { [route] + otherRoutes }
    static var bodyLimit: Int { APIFamily.bodyLimit }

    static func body(of route: Route) -> BodyForm { defaultBody(of: route) }

    static func defaultBody(of route: Route) -> BodyForm {
        if route.method == .get { return .ignored }
        switch APIFamily(segments: route.path.split(separator: "/").map(String.init)) {
        case .asset, .muster, .identity: return .parameters
        case .lead, nil: return route.method == .delete ? .jsonOrForm : .json
        }
    }
}
