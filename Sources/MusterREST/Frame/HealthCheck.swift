import Hummingbird
import HTTPTypes
import Logging
import MusterEngine
import MusterModel
import MusterStore

/// What those who watch over the server ask, without a token and beside the API: it has neither the envelope nor
/// the codes, and tells nothing about people. It waits for no work of others.
/// - Source: our choice; the paths are those that container platforms ask for by custom.
enum HealthCheck: String, CaseIterable {
    /// The process answers.
    case alive = "/healthz"
    /// The instance works: 503 and the reasons while it does not.
    case ready = "/readyz"

    /// - Parameter target: of the request line. `nil` for every other one.
    init?(_ target: String?) {
        guard let target, let check = Self.allCases.first(where: { target.hasPrefix($0.rawValue) }) else { return nil }
        let rest = target.utf8.dropFirst(check.rawValue.utf8.count)
        guard rest.isEmpty || rest.first == UInt8(ascii: "?") else { return nil }
        self = check
    }

    func answer(to request: Request, _ services: APIServices) -> Response {
        guard request.method == .get || request.method == .head else {
            return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
        }
        let reasons = self == .ready ? Readiness.lacks(services) : []
        var writer = JSONWriter(capacity: 64)
        writer.object { writer in
            writer.member("status", reasons.isEmpty ? "ok" : "unavailable")
            guard !reasons.isEmpty else { return }
            writer.key("reasons")
            writer.array(reasons) { $0.string($1) }
        }
        let status = reasons.isEmpty ? HTTPResponse.Status.ok : .serviceUnavailable
        services.logger.debug(
            "health check", metadata: ["route": "\(rawValue)", "status": "\(status.code)"])
        let response = Response(
            status: status, headers: [.contentType: "application/json;charset=UTF-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes)))
        return request.method == .head ? response.createHeadResponse() : response
    }
}

/// What an instance lacks to do its work, in sentences for whoever may reach the server: without statements, and
/// without what is in the database.
enum Readiness {
    static func lacks(_ services: APIServices) -> [String] {
        var lacks = services.ending.hasCome ? ["the server is stopping"] : []
        do { try services.store.probe() } catch let error as StoreError {
            lacks.append("the database does not answer: \(error.code.rawValue)")
        } catch {
            lacks.append("the database does not answer")
        }
        return lacks + services.engine.lanes.compactMap(lack)
    }

    /// What one failure was is tried again at once, and mostly mended by that.
    static func lack(of lane: LaneState) -> String? {
        guard lane.failures > 1 else { return nil }
        return "the lane '\(lane.name)' of the engine has failed \(lane.failures) times in a row; the log says why"
    }
}
