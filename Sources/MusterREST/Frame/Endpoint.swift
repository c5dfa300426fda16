import MusterModel

/// One call of the API: its routes, what it needs, and what it does.
///
/// ## How to add an endpoint
///
/// 1. A type named after Adobe's reference, beside its siblings in `Endpoints/<folders of the URL>/`:
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
///    `async` and uses `context.write`.
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

/// The methods an endpoint can have; everything else is 605.
enum APIMethod: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
}

/// A method and a path with slots: `/rest/asset/v1/smartCampaign/{id}.json`.
struct Route: Sendable, Hashable, CustomStringConvertible {
    enum Segment: Sendable, Hashable {
        case literal(String)
        /// `suffix` is `.json` in the last segment, else empty.
        case slot(name: String, suffix: String)
    }

    let method: APIMethod
    let path: String
    let segments: [Segment]

    init(_ method: APIMethod, _ path: String) {
        self.method = method
        self.path = path
        segments = path.split(separator: "/").map { segment in
            guard segment.first == "{", let end = segment.firstIndex(of: "}") else {
                return .literal(String(segment))
            }
            return .slot(
                name: String(segment[segment.index(after: segment.startIndex)..<end]),
                suffix: String(segment[segment.index(after: end)...]))
        }
    }

    var slotNames: [String] {
        segments.compactMap { if case .slot(let name, _) = $0 { name } else { nil } }
    }

    var description: String { "\(method.rawValue) \(path)" }

    /// True for slots that take a decimal id. Export ids are texts.
    static func isNumeric(slot name: String) -> Bool {
        (name == "id" || name.hasSuffix("Id")) && name != "exportId"
    }
}

/// Finds the endpoint of a path. Literals win over slots (`byName.json` over `{id}.json`).
struct RouteTable: Sendable {
    enum Resolution {
        case endpoint(RegisteredEndpoint, slots: [String])
        /// 610: no such path, or one of the contract that is not built.
        case unknown
        /// 605: the path is there under other methods.
        case wrongMethod
    }

    private struct Node {
        var literals: [String: Int] = [:]
        /// Slots by their suffix (`.json`), the longest first.
        var slots: [(suffix: String, node: Int)] = []
        var endpoints: [APIMethod: RegisteredEndpoint] = [:]
        /// Methods of the contract that are not built yet.
        var planned: Set<APIMethod> = []

        var isRoute: Bool { !endpoints.isEmpty || !planned.isEmpty }
    }
    private var nodes: [Node] = [Node()]

    /// `planned` are the routes of the contract; those without an endpoint answer 610.
    init(endpoints: [any Endpoint.Type], planned: [Route]) {
        for type in endpoints {
            for route in type.routes {
                let node = node(for: route)
                precondition(nodes[node].endpoints[route.method] == nil, "two endpoints for \(route)")
                nodes[node].endpoints[route.method] = RegisteredEndpoint(type, route: route)
            }
        }
        for route in planned { nodes[node(for: route)].planned.insert(route.method) }
    }

    /// `method` is `nil` for one that no endpoint can have.
    func resolve(_ segments: [String], _ method: APIMethod?) -> Resolution {
        var slots: [String] = []
        guard let index = find(segments[...], from: 0, &slots) else { return .unknown }
        let node = nodes[index]
        if let method, let endpoint = node.endpoints[method] { return .endpoint(endpoint, slots: slots) }
        if node.endpoints.isEmpty || method.map(node.planned.contains) == true { return .unknown }
        return .wrongMethod
    }

    private func find(_ segments: ArraySlice<String>, from index: Int, _ slots: inout [String]) -> Int? {
        guard let segment = segments.first else { return nodes[index].isRoute ? index : nil }
        let rest = segments.dropFirst()
        if let next = nodes[index].literals[segment], let found = find(rest, from: next, &slots) { return found }
        for slot in nodes[index].slots
        where segment.hasSuffix(slot.suffix) && segment.utf8.count > slot.suffix.utf8.count {
            slots.append(String(segment.dropLast(slot.suffix.count)))
            if let found = find(rest, from: slot.node, &slots) { return found }
            slots.removeLast()
        }
        return nil
    }

    private mutating func node(for route: Route) -> Int {
        var index = 0
        for segment in route.segments {
            switch segment {
            case .literal(let text):
                if let next = nodes[index].literals[text] {
                    index = next
                } else {
                    nodes.append(Node())
                    nodes[index].literals[text] = nodes.count - 1
                    index = nodes.count - 1
                }
            case .slot(_, let suffix):
                if let next = nodes[index].slots.first(where: { $0.suffix == suffix }) {
                    index = next.node
                } else {
                    nodes.append(Node())
                    nodes[index].slots.append((suffix, nodes.count - 1))
                    nodes[index].slots.sort { $0.suffix.count > $1.suffix.count }
                    index = nodes.count - 1
                }
            }
        }
        return index
    }
}

/// An endpoint under one of its routes.
struct RegisteredEndpoint: Sendable {
    let endpoint: any Endpoint
    let route: Route
    let permission: PermissionRequirement
    let body: BodyForm
    let bodyLimit: Int
    let slotNames: [String]

    init(_ type: any Endpoint.Type, route: Route) {
        endpoint = type.init()
        self.route = route
        permission = type.permission
        body = type.body(of: route)
        bodyLimit = type.bodyLimit
        slotNames = route.slotNames
    }
}
