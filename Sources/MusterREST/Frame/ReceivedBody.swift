import Hummingbird
import MusterModel

/// The body of a request, read whole but never beyond its limit.
struct ReceivedBody: Sendable {
    struct TooLarge: Error {}

    static let none = ReceivedBody(bytes: [], contentType: nil)

    let bytes: [UInt8]
    let contentType: ContentType?
    /// The parameters of a form or multipart body.
    private(set) var form = ParameterList()
    /// Why a form or multipart body could not be read; reported after the permission check.
    private(set) var fault: APIError?

    init(bytes: [UInt8], contentType: ContentType?) {
        self.bytes = bytes
        self.contentType = contentType
        guard !bytes.isEmpty, let contentType else { return }
        if contentType.isForm {
            if let form = ParameterList(urlEncoded: bytes) { self.form = form } else { fault = .invalidRequest }
        } else if contentType.isMultipart {
            if let form = MultipartForm.parameters(of: bytes, contentType: contentType) {
                self.form = form
            } else {
                fault = .invalidMultipart
            }
        }
    }

    static func read(_ request: Request, limit: Int) async throws -> ReceivedBody {
        if let declared = request.headers[.contentLength].flatMap({ Int($0) }), declared > limit { throw TooLarge() }
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= limit else { throw TooLarge() }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return ReceivedBody(bytes: bytes, contentType: request.headers[.contentType].flatMap(ContentType.init))
    }

    /// The parameters of a body for an endpoint that takes `allowed`.
    func parameters(for allowed: BodyForm, isTunnelled: Bool) throws(APIError) -> (
        form: ParameterList, json: JSONObject?
    ) {
        if allowed == .ignored { return (ParameterList(), nil) }
        if bytes.isEmpty { return (ParameterList(), JSONObject()) }
        guard let contentType else { throw .invalidContentType }
        if contentType.isJSON {
            guard let object = (try? JSONParser.parse(bytes))?.object else { throw .invalidJSON }
            return (ParameterList(), object)
        }
        guard contentType.isForm || (contentType.isMultipart && allowed != .json), allowed != .json || isTunnelled
        else {
            throw .invalidContentType
        }
        if let fault { throw fault }
        return (form, nil)
    }
}
