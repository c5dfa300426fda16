import Hummingbird
import MusterModel

/// What a request has come to: the answer and what the log says of it.
struct RequestOutcome {
    var status: HTTPResponse.Status = .ok
    /// `nil` for answers without JSON: 400, 413, 414.
    var body: ByteBuffer?
    var family: APIFamily?
    /// The template of the path, never the path itself: it may hold personal data.
    var route: Route?
    var errors: [APIError] = []
    var closesConnection = false

    static func plain(_ status: HTTPResponse.Status) -> RequestOutcome {
        RequestOutcome(status: status, closesConnection: true)
    }
}
