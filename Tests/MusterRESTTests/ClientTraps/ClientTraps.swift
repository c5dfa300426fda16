import HTTPTypes
import Hummingbird
import MusterModel
import MusterStore
import Testing

@testable import MusterREST

/// What real clients of Marketo do, sent as they send it, and what they read of the answer.
///
/// Not here, because it is not built: usage (4), bulk export and import (5 to 9, 21, 41, 45, 46),
/// segmentations (13), limits of rate and concurrency (47).
@Suite struct ClientTraps {}

/// Words for sending what clients send.
extension APIFixture {
    /// As Python's requests library sends it: parameters with `+` for a blank, JSON with blanks after its
    /// colons and commas, and the content type of marketorestpython, body or not.
    func python(
        _ method: HTTPRequest.Method, _ path: String, params: KeyValuePairs<String, String> = [:],
        json: String? = nil, form: KeyValuePairs<String, String>? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIAnswer {
        let uri = params.isEmpty ? path : path + "?" + Self.urlEncoded(params)
        let body: APIBody
        if let form {
            body = .raw(Self.urlEncoded(form), contentType: "application/x-www-form-urlencoded; charset=utf-8")
        } else if method == .get {
            body = .none
        } else {
            body = .raw(json ?? "", contentType: "application/json; charset=utf-8")
        }
        return try await call(method, uri, body, sourceLocation: sourceLocation)
    }

    /// `urllib.parse.urlencode`.
    static func urlEncoded(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.map { "\(urlEncoded($0.key))=\(urlEncoded($0.value))" }.joined(separator: "&")
    }

    static func urlEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            case UInt8(ascii: " "): "+"
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// Makes this many campaigns at once.
    func campaigns(_ count: Int) async throws {
        try await store.write { writer in
            for index in 1...count {
                _ = try writer.createSmartCampaign(name: "Campaign \(index)", folder: Self.campaigns)
            }
        }
    }

    func programs(_ count: Int) async throws {
        try await store.write { writer in
            for index in 1...count {
                _ = try writer.createProgram(
                    name: "Program \(index)", kind: .standard, channel: "Blog", folder: Self.campaigns)
            }
        }
    }

    func staticLists(_ count: Int) async throws {
        try await store.write { writer in
            for index in 1...count {
                _ = try writer.createStaticList(
                    name: "List \(index)", description: nil, folder: .folder(SystemAssets.groupLists))
            }
        }
    }

    /// True when a request to this host, which the test client cannot name, succeeds.
    func isAnswered(_ uri: String, host: String) async throws -> Bool {
        let application = try await RESTApplication(engine: engine, random: seededRandom(2), patience: { _ in })
        let head = HTTPRequest(
            method: .get, scheme: "https", authority: host, path: uri,
            headerFields: [.authorization: "Bearer \(token)"])
        let outcome = try await application.makeResponder().handler.outcome(
            of: Request(head: head, body: RequestBody(buffer: .init())), from: ClientConnection(nil), requestID: "1#1",
            now: clock.now)
        return outcome.status == .ok && outcome.errors.isEmpty
    }
}
