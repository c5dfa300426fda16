import HTTPTypes
public import Hummingbird
public import Logging
public import MusterEngine
import MusterModel
import MusterStore
import NIOCore

/// Random bytes for tokens and request ids: the system's generator in the server, a seeded one in
/// tests.
public typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// Returns after so many seconds of real time, also on an instance whose own clock stands still.
public typealias Patience = @Sendable (_ seconds: Int64) async throws -> Void

/// Puts the API together. The server and the tests use the same responder; tests without a socket.
public struct RESTApplication: Sendable {
    private let services: APIServices

    /// - Parameters:
    ///   - clock: moves the clock for clients; `nil` on an instance in real time.
    ///   - hosts: by which names clients may call.
    ///   - throttle: slows down whoever tries secrets.
    public init(
        engine: Engine, clock: ClockCommands? = nil, logger: Logger = Logger(label: "muster.rest"),
        random: @escaping RandomBytes, patience: @escaping Patience, hosts: HostNames = .any,
        throttle: SecretThrottle = SecretThrottle()
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
            hosts: hosts,
            throttle: throttle,
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

/// Answers every request of the server: Hummingbird's own router is not used, because the contract
/// has rules of its own for paths, methods and errors.
public struct APIResponder: HTTPResponder {
    /// The connection, which some answers end.
    public struct Context: InitializableFromSource {
        let channel: any NIOCore.Channel
        public init(source: ApplicationRequestContextSource) { channel = source.channel }
    }

    let handler: RequestHandler

    /// Ends what is asked about people and what waits for the engine, so that it can be answered before the
    /// server ends, and refuses more of it.
    public func stop() { handler.services.ending.come() }

    public func respond(to request: Request, context: Context) async throws -> Response {
        if let check = HealthCheck(request.head.path) { return check.answer(to: request, handler.services) }
        let started = ContinuousClock.now
        let now = handler.services.store.clock.now
        let requestID = handler.services.requestIDs.make(at: now)
        let outcome = try await handler.outcome(
            of: request, from: ClientConnection(context.channel), requestID: requestID, now: now)
        let response = response(to: request, outcome, on: context.channel)
        log(request, outcome, requestID: requestID, duration: .now - started)
        // An answer without JSON has nothing to leave out, and ends the connection.
        return request.method == .head && outcome.body != nil ? response.createHeadResponse() : response
    }

    private func response(to request: Request, _ outcome: RequestOutcome, on channel: any NIOCore.Channel) -> Response {
        var headers = HTTPFields()
        guard var body = outcome.body else {
            headers[.connection] = "close"
            let mode = outcome.closing
            return Response(
                status: outcome.status, headers: headers,
                body: ResponseBody(contentLength: 0) { writer in
                    try await writer.finish(nil)
                    // Fails when the client has closed it, which is as good.
                    try? await channel.close(mode: mode)
                })
        }
        headers[.contentType] = "application/json;charset=UTF-8"
        if outcome.family == .identity {
            headers[.cacheControl] = "no-store"
            if let pragma = HTTPField.Name("Pragma") { headers[pragma] = "no-cache" }
        }
        if body.readableBytes >= Gzip.threshold, outcome.route?.path.hasPrefix("/bulk/") != true,
            let accepted = request.headers[.acceptEncoding], Gzip.isAccepted(accepted),
            let compressed = Gzip.compress(body)
        {
            body = compressed
            headers[.contentEncoding] = "gzip"
            headers[.vary] = "Accept-Encoding"
        }
        return Response(status: outcome.status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    private func log(_ request: Request, _ outcome: RequestOutcome, requestID: String, duration: Duration) {
        let logger = handler.services.logger
        guard logger.logLevel <= .info else { return }
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        var metadata: Logger.Metadata = [
            "requestId": "\(requestID)",
            "method": "\(request.method.rawValue)",
            "route": "\(outcome.route?.path ?? "-")",
            "status": "\(outcome.status.code)",
            "code": "\(outcome.errors.first?.code.text ?? "ok")",
            "microseconds": "\(microseconds)",
        ]
        if let caller = outcome.caller, caller != .anonymous {
            metadata["user"] = "\(caller.scope)"
            metadata["client"] = "\(caller.clientID)"
        }
        if let text = outcome.errorText { metadata["error"] = "\(text)" }
        logger.info("request", metadata: metadata)
    }
}

extension HTTPResponse.Status {
    /// The client went away before there was an answer; it stands in the log alone.
    static let clientClosedRequest = HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
}

/// What a request has come to: the answer and what the log says of it.
struct RequestOutcome {
    var status: HTTPResponse.Status = .ok
    /// `nil` for answers without JSON: 400, 413, 414, 499.
    var body: ByteBuffer?
    var family: APIFamily?
    /// The template of the path, never the path itself: it may hold personal data.
    var route: Route?
    var errors: [APIError] = []
    /// Who called, once he is known.
    var caller: Caller?
    /// Whether the call brings people's data, which the texts of its errors may quote.
    var takesPeople = false
    /// How the connection ends after an answer without JSON.
    var closing = CloseMode.all

    /// Why the call was refused; `nil` when it was not, or when that might tell of people.
    var errorText: String? {
        guard !takesPeople, !errors.isEmpty, errors.allSatisfy(\.code.isOfRequest) else { return nil }
        let told = errors.prefix(Self.mostErrorsTold).map(\.message).joined(separator: "; ")
        return errors.count > Self.mostErrorsTold ? "\(told); and \(errors.count - Self.mostErrorsTold) more" : told
    }
    private static let mostErrorsTold = 10

    /// Nobody waits for an answer any more.
    static func abandoned(_ route: Route?) -> RequestOutcome {
        RequestOutcome(status: .clientClosedRequest, route: route)
    }

    /// Only our side closes: a client that is still sending would lose the answer to a reset otherwise.
    static func plain(_ status: HTTPResponse.Status) -> RequestOutcome {
        RequestOutcome(status: status, closing: .output)
    }
}
