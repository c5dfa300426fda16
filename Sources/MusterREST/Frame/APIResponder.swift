public import Hummingbird
import HTTPTypes
import Logging
import MusterModel
import MusterStore
import NIOCore

/// Answers every request of the server: Hummingbird's own router is not used, because the contract
/// has rules of its own for paths, methods and errors.
public struct APIResponder: HTTPResponder {
    /// The connection, which some answers end.
    public struct Context: InitializableFromSource {
        let channel: any NIOCore.Channel
        public init(source: ApplicationRequestContextSource) { channel = source.channel }
    }

    let handler: RequestHandler

    public func respond(to request: Request, context: Context) async throws -> Response {
        let started = ContinuousClock.now
        let now = handler.services.store.clock.now
        let requestID = handler.services.requestIDs.make(at: now)
        let outcome = try await handler.outcome(
            of: request, from: ClientConnection(context.channel), requestID: requestID, now: now)
        let response = response(to: request, outcome, on: context.channel)
        log(request, outcome, requestID: requestID, duration: .now - started)
        return request.method == .head ? response.createHeadResponse() : response
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
