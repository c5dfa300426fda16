public import Logging
public import MusterEngine
import MusterStore

/// Random bytes for tokens and request ids: the system's generator in the server, a seeded one in
/// tests.
public typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// Returns after so many seconds of real time, also on an instance whose own clock stands still.
public typealias Patience = @Sendable (_ seconds: Int64) async throws -> Void

/// Puts the API together. The server and the tests use the same responder; tests without a socket.
public struct RESTApplication: Sendable {
    private let services: APIServices

    /// - Parameter clock: moves the clock for clients; `nil` on an instance in real time.
    public init(
        engine: Engine, clock: ClockCommands? = nil, logger: Logger = Logger(label: "muster.rest"),
        random: @escaping RandomBytes, patience: @escaping Patience
    ) async throws {
        let store = engine.store
        services = APIServices(
            store: store,
            engine: engine,
            clock: clock ?? ClockCommands(engine: engine, clock: nil),
            tokens: AccessTokens(store: store, random: random),
            pagingTokens: PagingTokens(key: try await PagingKey.load(from: store, random: random)),
            requestIDs: RequestIDs(start: random(8).reduce(0) { $0 << 8 | UInt64($1) }),
            patience: patience,
            random: random,
            logger: logger)
    }

    public func makeResponder() -> APIResponder {
        APIResponder(
            handler: RequestHandler(
                services: services,
                routes: RouteTable(endpoints: EndpointCatalog.built, planned: ContractRoutes.all.flatMap(\.routes))))
    }
}
