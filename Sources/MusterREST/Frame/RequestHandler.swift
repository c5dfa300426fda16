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
        guard let path = request.head.path, let authority = request.head.authority,
            !request.headers.contains(where: { $0.name.canonicalName == "host" })
        else { return .plain(.badRequest) }
        guard services.hosts.contain(authority) else {
            services.foreignHosts.tell(services.logger, authority)
            return .plain(.misdirectedRequest)
        }
        let target = RequestTarget(path)
        let segments = target.segments ?? []
        let family = APIFamily(segments: segments)
        guard path.utf8.count <= (family ?? .lead).targetLimit else { return .plain(.uriTooLong) }

        var outcome = RequestOutcome(family: family)
        let envelope = Envelope(family: family ?? .lead, requestID: requestID)
        var method: APIMethod?
        do {
            let received = try await receive(request, target, family, from: client, now: now)
            method = received.method
            let result = try await answer(received, from: client, &outcome, requestID: requestID, now: now)
            if case .bare(_, let status) = result.content { outcome.status = status }
            outcome.body = envelope.success(result)
        } catch is ReceivedBody.TooLarge {
            return .plain(.contentTooLarge)
        } catch let error as ReceivedBody.BrokenOff {
            throw error.reason
        } catch let error where Self.isAbandoned(error) {
            outcome = .abandoned(outcome.route)
        } catch {
            outcome.errors = errors(of: error, requestID: requestID, route: outcome.route)
            outcome.body = envelope.failure(outcome.errors)
        }
        if method == .get, !services.store.isDurable { await untilDurable(client, &outcome) }
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
        let family: APIFamily
        let segments: [String]
        var method: APIMethod?
        var methodText: String
        var isTunnelled = false
        let query: Result<ParameterList, APIError>
        let body: ReceivedBody
        let authorization: String?
        let caller: Caller
    }

    /// The envelope of a call that comes over no connection, by somebody who may everything.
    func answer(_ call: LocalCall) async throws -> [UInt8] {
        let target = RequestTarget(call.target)
        let family = APIFamily(segments: target.segments ?? [])
        let now = services.store.clock.now
        let requestID = services.requestIDs.make(at: now)
        let envelope = Envelope(family: family ?? .lead, requestID: requestID)
        var outcome = RequestOutcome(family: family)
        do {
            guard let family, let segments = target.segments else { throw APIError.resourceNotFound }
            let received = Received(
                family: family, segments: segments, method: APIMethod(rawValue: call.method), methodText: call.method,
                query: Result { () throws(APIError) in try ParameterList(urlEncoded: target.query) },
                body: ReceivedBody(bytes: call.body, contentType: ContentType("application/json")),
                authorization: nil, caller: .everything)
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

    /// Finds out who calls, reads the body, if the call can have one, and finds the method that is meant.
    ///
    /// In this order wherever the head names the caller: whoever may not call makes us read nothing.
    private func receive(
        _ request: Request, _ target: RequestTarget, _ family: APIFamily?, from client: ClientConnection, now: Instant
    ) async throws -> Received {
        var method = request.method == .head ? .get : APIMethod(rawValue: request.method.rawValue)
        var limit = APIFamily.bodyLimit
        var isIgnored = method == nil
        if let segments = target.segments, case .endpoint(let endpoint, _) = routes.resolve(segments, method) {
            limit = endpoint.bodyLimit
            isIgnored = endpoint.body == .ignored
        } else if method == .get {
            isIgnored = true
        }
        if !isIgnored { try ReceivedBody.checkDeclaredLength(of: request, limit: limit) }
        guard let family, let segments = target.segments else { throw APIError.resourceNotFound }

        let query = Result { () throws(APIError) in try ParameterList(urlEncoded: target.query) }
        let authorization = request.headers[.authorization]
        var caller = family == .identity ? .anonymous : try caller(authorization, query, now: now)
        if caller == nil {
            let contentType = isIgnored ? nil : ReceivedBody.contentType(of: request)
            guard services.store.catalogs.settings.allowsQueryToken, let contentType,
                contentType.isForm || contentType.isMultipart
            else { throw APIError.accessDenied }
        }
        if caller == nil || family == .identity { limit = min(limit, ReceivedBody.limitBeforeToken) }
        let body = isIgnored ? .none : try await ReceivedBody.read(request, from: client, limit: limit)
        if caller == nil {
            caller = try BearerToken.inParameters(body.form).map { try services.tokens.caller(of: $0, now: now) }
        }
        guard let caller else { throw APIError.accessDenied }

        var received = Received(
            family: family, segments: segments, method: method, methodText: request.method.rawValue, query: query,
            body: body, authorization: authorization, caller: caller)
        guard method == .post, let tunnelled = body.form.first("_method") ?? query.parameters.first("_method"),
            !tunnelled.trimmingBlanks.isEmpty
        else { return received }
        received.methodText = tunnelled.trimmingBlanks.uppercased()
        method = APIMethod(rawValue: received.methodText)
        received.method = method == .put ? nil : method
        received.isTunnelled = true
        return received
    }

    /// Who calls, by the head of a request; `nil` when it does not say.
    private func caller(
        _ authorization: String?, _ query: Result<ParameterList, APIError>, now: Instant
    ) throws -> Caller? {
        var token = authorization.flatMap(BearerToken.inHeader)
        if token == nil, services.store.catalogs.settings.allowsQueryToken {
            token = BearerToken.inParameters(query.parameters)
        }
        return try token.map { try services.tokens.caller(of: $0, now: now) }
    }

    private func answer(
        _ received: Received, from client: ClientConnection, _ outcome: inout RequestOutcome, requestID: String,
        now: Instant
    ) async throws -> APIResult {
        let caller = received.caller
        outcome.caller = caller
        let resolution = routes.resolve(received.segments, received.method)
        guard case .endpoint(let registered, let slots) = resolution else {
            if case .wrongMethod = resolution { throw APIError.methodNotSupported(received.methodText) }
            throw APIError.resourceNotFound
        }
        outcome.route = registered.route
        outcome.takesPeople = registered.permission.takesPeople
        guard caller.meets(registered.permission) else { throw APIError.accessDenied }

        // A tunnelled GET reads its form or JSON body as parameters.
        let allowed = registered.body == .ignored && received.isTunnelled ? .jsonOrForm : registered.body
        let (form, json) = try received.body.parameters(for: allowed, isTunnelled: received.isTunnelled)
        let query = try received.query.get()
        for (name, slot) in zip(registered.slotNames, slots) where Route.isNumeric(slot: name) {
            guard let number = Self.pathNumber(slot), number > 0 else { throw APIError.invalidType(slot, "Integer") }
        }
        let request = APIRequest(
            family: received.family, route: registered.route, slots: slots, slotNames: registered.slotNames,
            query: query, form: form, json: json, authorization: received.authorization)
        let context = APIContext(
            services: services, caller: caller, permission: registered.permission, client: client, now: now,
            requestID: requestID)
        services.logger.trace(
            "request begins", metadata: ["requestId": "\(requestID)", "route": "\(registered.route)"])
        guard received.method == .get else {
            return try await AuditAuthor.$current.withValue(caller.author) {
                try await registered.endpoint.handle(request, context)
            }
        }
        guard let reads = client.reads else { return try await registered.endpoint.handle(request, context) }
        return try await ReadEnd.$current.withValue(reads) { try await registered.endpoint.handle(request, context) }
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

extension Result<ParameterList, APIError> {
    /// None where they could not be read, which is told once the call is known.
    fileprivate var parameters: ParameterList { if case .success(let list) = self { list } else { ParameterList() } }
}
