import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MusterAudience
import MusterEngine
import MusterModel
import MusterStore
import MusterTesting
import NIOCore
import Synchronization
import Testing

@testable import MusterREST

/// The API over a real store, without sockets, and words for calling it.
struct APIFixture: Sendable {
    static let clientID = "b417d98f-9289-47d1-a61f-db141bf0267f"
    static let secret = "0DipOvz4h2wP1ANeVjlfwMvECJpo0ZYc"

    let client: any TestClientProtocol
    let responder: APIResponder
    let store: Store
    let engine: Engine
    let clock: SimulatedClock
    /// Of a client with every permission.
    let token: String

    static func run(
        at now: Instant = TestClock.usualNow, logger: Logger? = nil, limits: QuestionLimits = QuestionLimits(),
        opening: (@Sendable (TemporaryDatabase) throws -> any Database)? = nil,
        patience: @escaping Patience = endless, throttle: SecretThrottle = forgetful,
        _ body: @escaping @Sendable (APIFixture) async throws -> Void
    ) async throws {
        let clock = TestClock(now: now)
        try await withStore(clock: clock, opening: opening) { store in
            let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let engine = Engine(
                store: store, audience: Audience(store: store, limits: limits),
                transports: ["email": DeafTransport()], logger: quiet)
            let application = try await RESTApplication(
                engine: engine, clock: ClockCommands(engine: engine, clock: clock), logger: logger ?? quiet,
                random: seededRandom(), patience: patience, throttle: throttle)
            let responder = application.makeResponder()
            let server = Application(responder: WatchingResponder(responder: responder), logger: quiet)
            try await server.test(.router) { client in
                let token = try await Self.makeClient(clientID, Set.all, store: store, client: client)
                try await body(
                    APIFixture(
                        client: client, responder: responder, store: store, engine: engine, clock: clock, token: token))
            }
        }
    }

    /// A token of a new client that may do only this.
    func token(_ permissions: Set<Permission>) async throws -> String {
        let id = "client of " + permissions.map(\.rawValue).sorted().joined(separator: "+")
        return try await Self.makeClient(id, permissions, store: store, client: client)
    }

    private static func makeClient(
        _ id: String, _ permissions: Set<Permission>, store: Store, client: any TestClientProtocol
    ) async throws -> String {
        try await store.write { writer in
            try writer.saveAPIClient(
                APIClient(id: id, name: id, scope: "api@example.com", permissions: permissions),
                secretHash: SecretHash.of(secret))
        }
        let credentials: JSONValue = [
            "grant_type": "client_credentials", "client_id": .string(id), "client_secret": .string(secret),
        ]
        let response = try await client.executeRequest(
            uri: "/identity/oauth/token", method: .post, headers: [.contentType: "application/json"],
            body: ByteBuffer(string: credentials.jsonText))
        return try #require(try JSONParser.parse(String(buffer: response.body)).object?["access_token"]?.text)
    }

    // MARK: Calling

    /// Calls, and fails the test when the answer is not one that the contract defines for the route.
    ///
    /// `token`: `nil` sends no `Authorization` header; the default is that of the fixture.
    func call(
        _ method: HTTPRequest.Method, _ uri: String, token: String?? = .none, headers: HTTPFields = [:],
        _ body: APIBody = .none, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIAnswer {
        let answer = try await send(method, uri, token: token ?? .some(self.token), headers: headers, body)
        try Self.expectDefined(answer, method, uri, body, sourceLocation)
        return answer
    }

    /// Calls and judges nothing.
    func send(
        _ method: HTTPRequest.Method, _ uri: String, token: String?, headers: HTTPFields, _ body: APIBody
    ) async throws -> APIAnswer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let type = body.contentType, headers[.contentType] == nil { headers[.contentType] = type }
        let response = try await client.executeRequest(
            uri: uri, method: method, headers: headers, body: body.buffer)
        return APIAnswer(status: response.status, headers: response.headers, buffer: response.body)
    }

    /// What a call over this connection comes to, which may end meanwhile: a reading one without a body.
    func outcome(
        of uri: String, json: String? = nil, over channel: (any NIOCore.Channel)? = nil
    ) async throws -> RequestOutcome {
        let head = HTTPRequest(
            method: json == nil ? .get : .post, scheme: "https", authority: "a", path: uri,
            headerFields: [.authorization: "Bearer \(token)", .contentType: "application/json"])
        return try await responder.handler.outcome(
            of: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: json ?? ""))),
            from: ClientConnection(channel), requestID: "1#1", now: clock.now)
    }

    func get(_ uri: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> APIAnswer {
        try await call(.get, uri, sourceLocation: sourceLocation)
    }
    func post(
        _ uri: String, json: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIAnswer {
        try await call(.post, uri, .json(json), sourceLocation: sourceLocation)
    }
    func post(
        _ uri: String, form: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> APIAnswer {
        try await call(.post, uri, .form(form), sourceLocation: sourceLocation)
    }

    /// Calls and expects this error, HTTP 200, and a database that is what it was before.
    func expectRefusal(
        _ code: String, _ message: String?, _ method: HTTPRequest.Method, _ uri: String, _ body: APIBody = .none,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (before, told) = (try snapshot(), try auditedCount())
        let answer = try await call(method, uri, body, sourceLocation: sourceLocation)
        #expect(answer.status == .ok, sourceLocation: sourceLocation)
        #expect(answer.error?.code == code, "\(answer.text)", sourceLocation: sourceLocation)
        if let message { #expect(answer.error?.message == message, sourceLocation: sourceLocation) }
        #expect(try snapshot() == before, "the refused call changed something", sourceLocation: sourceLocation)
        #expect(try auditedCount() == told, "the refused call is in the audit trail", sourceLocation: sourceLocation)
    }

    private func auditedCount() throws -> Int {
        try store.read { try $0.auditLines(AuditQuery(limit: .max)).count }
    }

    // MARK: Making and reading data

    @discardableResult
    func lead(_ email: String, _ values: [LeadField: FieldValue] = [:]) async throws -> LeadID {
        try await store.write { writer in
            try writer.createLead(values.merging([.email: .text(email)]) { $1 }, origin: .api)
        }
    }

    @discardableResult
    func staticList(_ name: String) async throws -> StaticListID {
        try await store.write { writer in
            try writer.createStaticList(
                name: name, description: nil, folder: .folder(SystemAssets.groupLists)
            ).id
        }
    }

    /// The texts of all rows of all tables but those that count the commits that led to them, and who made them.
    func snapshot() throws -> [String: [String]] {
        try store.read { reader in
            var tables: [String] = []
            try reader.connection.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", []) {
                row in
                tables.append(row.text(0))
                return true
            }
            var content: [String: [String]] = [:]
            for table in tables where !["commit_position", "change_log", "audit"].contains(table) {
                var columns: [String] = []
                try reader.connection.query("SELECT name FROM pragma_table_info('\(table)')", []) { row in
                    columns.append("quote(\"\(row.text(0))\")")
                    return true
                }
                var rows: [String] = []
                try reader.connection.query(
                    "SELECT \(columns.joined(separator: " || ',' || ")) FROM \"\(table)\"", []
                ) { row in
                    rows.append(row.text(0))
                    return true
                }
                if table == "sequence" { rows.removeAll { $0.hasPrefix("'audit'") } }
                content[table] = rows.sorted()
            }
            return content
        }
    }
}

/// Gives the connections of a test what those of the server have.
private struct WatchingResponder: HTTPResponder {
    let responder: APIResponder

    func respond(to request: Request, context: APIResponder.Context) async throws -> Response {
        try await context.channel.pipeline.addHandler(ClientWatch()).get()
        return try await responder.respond(to: request, context: context)
    }
}

/// For which every wrong secret is the first for a long time.
private var forgetful: SecretThrottle {
    let start = ContinuousClock.now
    let looks = Recorder<Bool>()
    return SecretThrottle(now: {
        looks.add(true)
        return start + SecretThrottle.window * looks.values.count
    })
}

/// Random bytes that repeat.
func seededRandom(_ seed: UInt64 = 1) -> RandomBytes {
    let generator = Mutex(SeededGenerator(seed: seed))
    return { count in
        generator.withLock { generator in
            (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    }
}

enum APIBody: Sendable {
    case none
    case json(String)
    case form(String)
    case multipart(String, boundary: String)
    case raw(String, contentType: String?)

    var contentType: String? {
        switch self {
        case .none: nil
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .multipart(_, let boundary): "multipart/form-data; boundary=\(boundary)"
        case .raw(_, let type): type
        }
    }

    var text: String? {
        switch self {
        case .none: nil
        case .json(let text), .form(let text), .multipart(let text, _), .raw(let text, _): text
        }
    }
    var buffer: ByteBuffer? { text.map { ByteBuffer(string: $0) } }
}

struct APIAnswer: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let buffer: ByteBuffer

    var text: String { String(buffer: buffer) }
    var json: JSONObject? { (try? JSONParser.parse(text))?.object }
    var isSuccess: Bool { json?["success"] == true }
    var result: [JSONValue]? { json?["result"]?.array }
    var token: String? { json?["nextPageToken"]?.text }
    var errors: [(code: String, message: String)] {
        (json?["errors"]?.array ?? []).map { ($0.object?["code"]?.text ?? "", $0.object?["message"]?.text ?? "") }
    }
    var error: (code: String, message: String)? { errors.first }
    var warnings: [String] { (json?["warnings"]?.array ?? []).compactMap(\.text) }

    /// The body with the request id taken out, for comparing with an example.
    var stable: String {
        guard let id = json?["requestId"]?.text else { return text }
        return text.replacing(id, with: "#")
    }
}

/// Takes every message and keeps none.
struct DeafTransport: MessageTransport {
    func deliver(_ entry: OutboxEntry) async throws {}
}

/// Nobody's patience ends in a test, unless there was none.
@Sendable func endless(_ seconds: Int64) async throws {
    guard seconds > 0 else { return }
    let (never, continuation) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    continuation.finish()
}
