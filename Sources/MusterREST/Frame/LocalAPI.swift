public import Logging
public import MusterEngine
public import MusterModel
import MusterStore

/// The API for somebody who holds the database himself: without a socket, without a token, with every
/// permission.
public struct LocalAPI: Sendable {
    private let handler: RequestHandler

    /// Writes nothing, so that it also serves a database that is only read; page tokens of one do not fit
    /// another.
    public init(
        engine: Engine, clock: ClockCommands, logger: Logger, random: @escaping RandomBytes,
        patience: @escaping Patience
    ) {
        let services = APIServices(
            store: engine.store, engine: engine, clock: clock,
            tokens: AccessTokens(store: engine.store, random: random),
            pagingTokens: PagingTokens(key: random(32)),
            requestIDs: RequestIDs(start: 0), patience: patience, hosts: .any,
            throttle: SecretThrottle(), random: random, logger: logger)
        handler = RequestHandler(
            services: services, routes: RouteTable(endpoints: EndpointCatalog.built, planned: []))
    }

    /// The whole answer of a call, its envelope with the errors included.
    ///
    /// - Parameter target: path and query as a URL has them.
    public func answer(_ method: String, _ target: String, body: JSONValue?) async throws -> JSONObject {
        let bytes = try await handler.answer(
            LocalCall(method: method, target: target, body: body.map { Array($0.jsonText.utf8) } ?? []))
        return try JSONParser.parse(bytes).object ?? [:]
    }
}

/// A call of the API that comes over no connection.
struct LocalCall: Sendable {
    let method: String
    let target: String
    /// JSON, or nothing.
    let body: [UInt8]
}
