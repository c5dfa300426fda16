import HTTPTypes

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
    var body: FuzzBody?
    var caller: Caller

    /// Short enough for a test's report; the seed has the rest.
    var description: String {
        let content = body?.text ?? ""
        return
            "\(method) \(uri.prefix(600)) as \(caller), \(body?.contentType?.prefix(200) ?? "no type"): \(content.prefix(1500).debugDescription)"
    }
}

/// A body as it is sent.
struct FuzzBody: Sendable {
    var bytes: [UInt8]
    var contentType: String?

    init(_ bytes: [UInt8], _ contentType: String?) {
        self.bytes = bytes
        self.contentType = contentType
    }

    static func json(_ text: String) -> FuzzBody { FuzzBody(Array(text.utf8), "application/json") }
    static func form(_ text: String) -> FuzzBody { FuzzBody(Array(text.utf8), "application/x-www-form-urlencoded") }
    static func multipart(_ text: String, boundary: String) -> FuzzBody {
        FuzzBody(Array(text.utf8), "multipart/form-data; boundary=\(boundary)")
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What came back, from whatever kind of server.
struct FuzzAnswer: Sendable {
    let status: Int
    let contentType: String?
    let isCompressed: Bool
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
}
