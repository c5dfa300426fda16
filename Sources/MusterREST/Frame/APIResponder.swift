public import Hummingbird
import HTTPTypes
import Logging
import MusterModel
import MusterStore

/// Answers every request of the server: Hummingbird's own router is not used, because the contract
/// has rules of its own for paths, methods and errors.
public struct APIResponder: HTTPResponder {
    /// Nothing of the connection matters to the API.
    public struct Context: InitializableFromSource {
        public init(source: ApplicationRequestContextSource) {}
    }

    let handler: RequestHandler

    public func respond(to request: Request, context: Context) async throws -> Response {
        let started = ContinuousClock.now
        let now = handler.services.store.clock.now
        let requestID = handler.services.requestIDs.make(at: now)
        let outcome = try await handler.outcome(of: request, requestID: requestID, now: now)
        let response = response(to: request, outcome)
        log(request, outcome, requestID: requestID, duration: .now - started)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func response(to request: Request, _ outcome: RequestOutcome) -> Response {
        var headers = HTTPFields()
        if outcome.closesConnection { headers[.connection] = "close" }
        guard var body = outcome.body else { return Response(status: outcome.status, headers: headers) }
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
        logger.info(
            "request",
            metadata: [
                "requestId": "\(requestID)",
                "method": "\(request.method.rawValue)",
                "route": "\(outcome.route?.path ?? "-")",
                "status": "\(outcome.status.code)",
                "code": "\(outcome.errors.first?.code.text ?? "ok")",
                "microseconds": "\(microseconds)",
            ])
    }
}
