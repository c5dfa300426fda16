import Hummingbird
import HTTPTypes
import Logging
import MusterAudience
import MusterEngine
import MusterModel
import MusterStore
import NIOCore

/// Takes one request through the checks in their fixed order, to its endpoint and back.
struct RequestHandler: Sendable {
    let services: APIServices
    let routes: RouteTable

    func outcome(
        of request: Request, from client: ClientConnection, requestID: String, now: Instant
    ) async throws -> RequestOutcome {
        // RFC 9112: exactly one Host line. The first is the authority, a second would still be here.
        guard let path = request.head.path, request.head.authority != nil,
            !request.headers.contains(where: { $0.name.canonicalName == "host" })
        else { return .plain(.badRequest) }
        let target = RequestTarget(path)
        let segments = target.segments ?? []
        let family = APIFamily(segments: segments)
        guard path.utf8.count <= (family ?? .lead).targetLimit else { return .plain(.uriTooLong) }

        let received: Received
        do {
            received = try await receive(request, target, family, from: client)
        } catch is ReceivedBody.TooLarge {
            return .plain(.contentTooLarge)
        }
        var outcome = RequestOutcome(family: family)
        let envelope = Envelope(family: family ?? .lead, requestID: requestID)
        do {
            let result = try await answer(received, from: client, &outcome, requestID: requestID, now: now)
            if case .bare(_, let status) = result.content { outcome.status = status }
            outcome.body = envelope.success(result)
        } catch let error where Self.isAbandoned(error) {
            outcome = .abandoned(outcome.route)
        } catch {
            outcome.errors = errors(of: error, requestID: requestID, route: outcome.route)
            outcome.body = envelope.failure(outcome.errors)
        }
        if received.method == .get, !services.store.isDurable { await untilDurable(client, &outcome) }
        return outcome
    }

    /// What a reading call has seen must not be taken back once it is told. A writing call tells of its own
    /// commit, which it has waited for.
    private func untilDurable(_ client: ClientConnection, _ outcome: inout RequestOutcome) async {
        do {
            try await client.whileConnected { [store = services.store] in try await store.durable() }
        } catch let error where Self.isAbandoned(error) {
            outcome = .abandoned(outcome.route)
        } catch {
            // The disk has failed: whoever writes is told, and reading goes on.
        }
    }

    private struct Received {
        var segments: [String]?
        var family: APIFamily?
        var method: APIMethod?
        var methodText: String
        var isTunnelled: Bool
        var query: ParameterList?
        var body: ReceivedBody
        var authorization: String?
        /// Who calls, where that is known without a token.
        var caller: Caller?
    }

    /// The envelope of a call that comes over no connection, by somebody who may everything.
    func answer(_ call: LocalCall) async throws -> [UInt8] {
        let target = RequestTarget(call.target)
        let family = APIFamily(segments: target.segments ?? [])
        let received = Received(
            segments: target.segments, family: family, method: APIMethod(rawValue: call.method),
            methodText: call.method, isTunnelled: false, query: ParameterList(urlEncoded: target.query),
            body: ReceivedBody(bytes: call.body, contentType: ContentType("application/json")), authorization: nil,
            caller: .everything)
        let now = services.store.clock.now
        let requestID = services.requestIDs.make(at: now)
        let envelope = Envelope(family: family ?? .lead, requestID: requestID)
        var outcome = RequestOutcome(family: family)
        do {
            let result = try await answer(
                received, from: ClientConnection(nil), &outcome, requestID: requestID, now: now)
            return Array(envelope.success(result).readableBytesView)
        } catch let error where Self.isAbandoned(error) {
            throw error
        } catch {
            let errors = errors(of: error, requestID: requestID, route: outcome.route)
            return Array(envelope.failure(errors).readableBytesView)
        }
    }

    /// Reads the body, if the call can have one, and finds the method that is meant.
    private func receive(
        _ request: Request, _ target: RequestTarget, _ family: APIFamily?, from client: ClientConnection
    ) async throws -> Received {
        let query = ParameterList(urlEncoded: target.query)
        var method = request.method == .head ? .get : APIMethod(rawValue: request.method.rawValue)
        var received = Received(
            segments: target.segments, family: family, method: method, methodText: request.method.rawValue,
            isTunnelled: false, query: query, body: .none, authorization: request.headers[.authorization])
        var limit = APIFamily.bodyLimit
        var isIgnored = method == nil
        if let segments = target.segments, case .endpoint(let endpoint, _) = routes.resolve(segments, method) {
            limit = endpoint.bodyLimit
            isIgnored = endpoint.body == .ignored
        } else if method == .get {
            isIgnored = true
        }
        if !isIgnored { received.body = try await ReceivedBody.read(request, from: client, limit: limit) }

        guard method == .post, let tunnelled = received.body.form.first("_method") ?? query?.first("_method"),
            !tunnelled.trimmingBlanks.isEmpty
        else { return received }
        received.methodText = tunnelled.trimmingBlanks.uppercased()
        method = APIMethod(rawValue: received.methodText)
        received.method = method == .put ? nil : method
        received.isTunnelled = true
        return received
    }

    private func answer(
        _ received: Received, from client: ClientConnection, _ outcome: inout RequestOutcome, requestID: String,
        now: Instant
    ) async throws -> APIResult {
        guard let family = received.family, let segments = received.segments else { throw APIError.resourceNotFound }
        let caller =
            try received.caller ?? (family == .identity ? .anonymous : caller(of: received, now: now))

        let resolution = routes.resolve(segments, received.method)
        guard case .endpoint(let registered, let slots) = resolution else {
            if case .wrongMethod = resolution { throw APIError.methodNotSupported(received.methodText) }
            throw APIError.resourceNotFound
        }
        outcome.route = registered.route
        guard caller.meets(registered.permission) else { throw APIError.accessDenied }

        // A tunnelled GET reads its form or JSON body as parameters.
        let allowed = registered.body == .ignored && received.isTunnelled ? .jsonOrForm : registered.body
        let (form, json) = try received.body.parameters(for: allowed, isTunnelled: received.isTunnelled)
        guard let query = received.query else { throw APIError.invalidRequest }
        for (name, slot) in zip(registered.slotNames, slots) where Route.isNumeric(slot: name) {
            guard let number = Self.pathNumber(slot), number > 0 else { throw APIError.invalidType(slot, "Integer") }
        }
        let request = APIRequest(
            family: family, route: registered.route, slots: slots, slotNames: registered.slotNames,
            query: query, form: form, json: json, authorization: received.authorization)
        let context = APIContext(
            services: services, caller: caller, permission: registered.permission, client: client, now: now,
            requestID: requestID)
        services.logger.trace(
            "request begins", metadata: ["requestId": "\(requestID)", "route": "\(registered.route)"])
        return try await registered.endpoint.handle(request, context)
    }

    private func caller(of received: Received, now: Instant) throws -> Caller {
        var token = received.authorization.flatMap(BearerToken.inHeader)
        if token == nil, services.store.catalogs.settings.allowsQueryToken {
            token = BearerToken.inParameters(received.query ?? ParameterList(), received.body.form)
        }
        guard let token else { throw APIError.accessDenied }
        return try services.tokens.caller(of: token, now: now)
    }

    /// Decimal digits only: neither a sign nor anything else that `Int64` would read.
    private static func pathNumber(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int64(text) : nil
    }

    /// Whether the work ended because nobody waits for its answer.
    static func isAbandoned(_ error: any Error) -> Bool {
        error is CancellationError || (error as? StoreError)?.code == .cancelled
    }

    private func errors(of error: any Error, requestID: String, route: Route?) -> [APIError] {
        switch error {
        case let error as APIError: return [error]
        case let failure as APIFailure: return failure.errors
        case let error as RuleError where !error.diagnostics.isEmpty:
            return error.diagnostics.map { .businessRule($0.description) }
        case let error as AuthorityError: return [APIError(.accessDenied, "Access denied: \(error)")]
        case let error as CampaignError: return [APIError(edit: error)]
        case QuestionError.tooMany(let limit): return [.concurrentAccessLimit(limit)]
        case QuestionError.noRoom: return [.noRoomForQuestion]
        case let error as StoreError where error.code == .tooLarge: return [.businessRule(error.message)]
        case let error as StoreError where error.code == .timedOut: return [.requestTimeOut]
        default:
            let answer = APIError(storage: error) ?? .systemError
            services.logger.error(
                "request failed",
                metadata: [
                    "requestId": "\(requestID)", "route": "\(route?.description ?? "-")",
                    "error": "\(error.inBrief)",
                ])
            return [answer]
        }
    }
}
