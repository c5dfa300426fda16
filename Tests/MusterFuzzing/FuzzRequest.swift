import HTTPTypes
import Hummingbird

@testable import MusterREST

/// A made-up call with what is needed to judge its answer.
struct FuzzRequest: Sendable, CustomStringConvertible {
    /// Who calls.
    enum Caller: Sendable {
        case everything, nothing, unknown, nobody
    }

    var route: Route
    var method: HTTPRequest.Method
    var uri: String
    var headers: HTTPFields = [:]
    var body: APIBody
    var caller: Caller

    /// Short enough for a test's report; the seed has the rest.
    var description: String {
        let content = body.buffer.map { String(buffer: $0) } ?? ""
        return
            "\(method) \(uri.prefix(600)) as \(caller), \(body.contentType ?? "no type"): \(content.prefix(1500).debugDescription)"
    }
}
