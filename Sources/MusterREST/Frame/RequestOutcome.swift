import Hummingbird
import HTTPTypes
import MusterModel
import NIOCore

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
    /// How the connection ends after an answer without JSON.
    var closing = CloseMode.all

    /// After 413 only our side closes: a client that is still sending would lose the answer to a
    /// reset otherwise.
    static func plain(_ status: HTTPResponse.Status) -> RequestOutcome {
        RequestOutcome(status: status, closing: status == .contentTooLarge ? .output : .all)
    }
}
