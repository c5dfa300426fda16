import CZlib
import Hummingbird
import MusterModel
import NIOCore

/// The body of a request, read whole but never beyond its limit.
struct ReceivedBody: Sendable {
    struct TooLarge: Error {}
    /// It did not come to its end, because the connection did, or what came was no HTTP.
    struct BrokenOff: Error { let reason: any Error }

    /// As long as nobody knows who calls: of identity, and of forms that name the token themselves.
    /// - Source: our choice.
    static let limitBeforeToken = 64 << 10
    /// Of what a JSON body is made of. Members of one object are looked for one after the other.
    /// - Source: our choice.
    static let jsonBounds = JSONParser.Bounds(members: 10_000, values: 500_000)

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
        do throws(APIError) {
            if contentType.isForm {
                form = try ParameterList(urlEncoded: bytes)
            } else if contentType.isMultipart {
                form = try MultipartForm.parameters(of: bytes, contentType: contentType)
            }
        } catch {
            fault = error
        }
    }

    static func contentType(of request: Request) -> ContentType? {
        request.headers[.contentType].flatMap(ContentType.init)
    }

    /// Throws `TooLarge` for a body that says so before it comes.
    static func checkDeclaredLength(of request: Request, limit: Int) throws {
        guard let declared = request.headers[.contentLength].flatMap({ Int($0) }) else { return }
        guard declared <= limit else { throw TooLarge() }
    }

    static func read(_ request: Request, from client: ClientConnection, limit: Int) async throws -> ReceivedBody {
        try checkDeclaredLength(of: request, limit: limit)
        if request.headers[.expect]?.lowercased() == "100-continue" { client.awaitBody() }
        var bytes: [UInt8] = []
        do {
            for try await chunk in request.body {
                guard bytes.count + chunk.readableBytes <= limit else { throw TooLarge() }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
        } catch let error where !(error is TooLarge) {
            throw BrokenOff(reason: error)
        }
        return ReceivedBody(bytes: bytes, contentType: contentType(of: request))
    }

    /// The parameters of a body for an endpoint that takes `allowed`.
    func parameters(for allowed: BodyForm, isTunnelled: Bool) throws(APIError) -> (
        form: ParameterList, json: JSONObject?
    ) {
        if allowed == .ignored { return (ParameterList(), nil) }
        if bytes.isEmpty { return (ParameterList(), JSONObject()) }
        guard let contentType else { throw .invalidContentType }
        if contentType.isJSON {
            let value: JSONValue
            do throws(JSONError) { value = try JSONParser.parse(bytes, within: Self.jsonBounds) } catch {
                // Whatever else is wrong with it, the contract has one answer.
                throw error.isBound ? .boundExceeded(error) : .invalidJSON
            }
            guard let object = value.object else { throw .invalidJSON }
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

/// A media type with parameters, as in `Content-Type` and `Content-Disposition`.
struct ContentType: Sendable {
    let mediaType: String
    private let parameters: [(name: String, value: String)]

    /// `nil` for an empty text.
    init?(_ text: String) {
        var pieces = Self.pieces(of: text)
        mediaType = pieces.removeFirst().trimmingBlanks.lowercased()
        guard !mediaType.isEmpty else { return nil }
        parameters = pieces.compactMap { piece in
            guard let equals = piece.firstIndex(of: "=") else { return nil }
            var value = piece[piece.index(after: equals)...].trimmingBlanks
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast()).replacing("\\\"", with: "\"")
            }
            return (piece[..<equals].trimmingBlanks.lowercased(), value)
        }
    }

    func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    var isJSON: Bool { mediaType == "application/json" || mediaType == "text/json" || mediaType.hasSuffix("+json") }
    var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }
    var isMultipart: Bool { mediaType == "multipart/form-data" }

    /// Split at semicolons that are not inside quotes.
    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == ";", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces
    }
}

/// Gzip of whole answers (RFC 1952), by the system's zlib.
enum Gzip {
    /// Smaller answers are sent as they are.
    static let threshold = 1024

    /// `nil` when zlib refuses; the answer is then sent uncompressed.
    static func compress(_ buffer: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        // 16 added to the window bits asks for the gzip wrapper.
        guard
            deflateInit2_(
                &stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(buffer.readableBytes)))
        var output = ByteBufferAllocator().buffer(capacity: bound)
        var isComplete = false
        buffer.withUnsafeReadableBytes { input in
            _ = output.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { target in
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(clamping: target.count)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return Int(stream.total_out)
            }
        }
        return isComplete ? output : nil
    }

    /// True when an `Accept-Encoding` takes gzip.
    static func isAccepted(_ header: String) -> Bool {
        for item in header.lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " } }
            guard parts.first == "gzip" || parts.first == "*" else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return quality != 0
        }
        return false
    }
}

/// Reads the parts of a `multipart/form-data` body (RFC 7578) as parameters.
struct MultipartForm {
    private let body: [UInt8]
    private let delimiter: [UInt8]
    private var position = 0

    /// - Throws: 613 for a body that is broken (no boundary, no end, a part without a name, not UTF-8), 1003 for one
    ///   of too many parts.
    static func parameters(of body: [UInt8], contentType: ContentType) throws(APIError) -> ParameterList {
        guard let boundary = contentType.parameter("boundary"), (1...70).contains(boundary.utf8.count) else {
            throw .invalidMultipart
        }
        var form = MultipartForm(body: body, delimiter: Array("--\(boundary)".utf8))
        return try form.parameters()
    }

    private init(body: [UInt8], delimiter: [UInt8]) {
        self.body = body
        self.delimiter = delimiter
    }

    private mutating func parameters() throws(APIError) -> ParameterList {
        var list = ParameterList()
        guard let start = find(delimiter, from: 0) else { throw .invalidMultipart }
        position = start + delimiter.count
        while true {
            if starts(with: "--") { return list }
            guard starts(with: "\r\n") else { throw .invalidMultipart }
            position += 2
            guard list.entries.count < ParameterList.most else { throw .tooMany("parts", limit: ParameterList.most) }
            guard let headerEnd = find(Array("\r\n\r\n".utf8), from: position),
                let end = find(Array("\r\n".utf8) + delimiter, from: headerEnd + 2),
                let name = name(in: body[position..<headerEnd]),
                let value = String(validating: body[min(headerEnd + 4, end)..<end], as: UTF8.self)
            else { throw .invalidMultipart }
            list.append(name, value)
            position = end + 2 + delimiter.count
        }
    }

    private func name(in headers: ArraySlice<UInt8>) -> String? {
        for line in headers.split(separator: UInt8(ascii: "\n")) {
            guard let text = String(validating: line, as: UTF8.self)?.trimmingBlanks,
                text.lowercased().hasPrefix("content-disposition:")
            else { continue }
            return ContentType(String(text.dropFirst("content-disposition:".count)))?.parameter("name")
        }
        return nil
    }

    private func starts(with text: String) -> Bool { body[position...].starts(with: text.utf8) }

    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        guard start >= 0, start <= body.count, body.count - start >= needle.count, let first = needle.first else {
            return nil
        }
        var index = start
        while index + needle.count <= body.count {
            guard let candidate = body[index...(body.count - needle.count)].firstIndex(of: first) else { return nil }
            if body[candidate...].starts(with: needle) { return candidate }
            index = candidate + 1
        }
        return nil
    }
}
