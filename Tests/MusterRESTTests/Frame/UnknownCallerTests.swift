import HTTPTypes
import Hummingbird
import MusterModel
import MusterStore
import MusterTesting
import NIOCore
import Testing

@testable import MusterREST

/// What of a body is read before it is known who calls.
@Suite struct UnknownCallerTests {
    private static let pieceLength = 1 << 10
    private static let json = "application/json"
    private static let form = "application/x-www-form-urlencoded"

    /// Calls with a body that never ends, and says how many pieces of it were asked for.
    private static func outcome(
        _ api: APIFixture, _ method: HTTPRequest.Method, _ uri: String, _ headers: HTTPFields
    ) async throws -> (outcome: RequestOutcome, pieces: Int) {
        let asked = Recorder<Bool>()
        let piece = ByteBuffer(string: String(repeating: "a&", count: pieceLength / 2))
        let body = AsyncStream<ByteBuffer> {
            asked.add(true)
            return piece
        }
        let head = HTTPRequest(method: method, scheme: "https", authority: "a", path: uri, headerFields: headers)
        let outcome = try await api.responder.handler.outcome(
            of: Request(head: head, body: RequestBody(asyncSequence: body)), from: ClientConnection(nil),
            requestID: "1#1", now: api.clock.now)
        return (outcome, asked.values.count)
    }

    /// `expired`: with a token that is.
    private static let refusals:
        [(method: HTTPRequest.Method, uri: String, token: String?, type: String, code: ErrorCode)] = [
            (.post, "/rest/v1/leads.json", "nobody", json, .accessTokenInvalid),
            (.post, "/rest/v1/leads.json", "nobody", form, .accessTokenInvalid),
            (.post, "/rest/v1/leads.json?access_token=nobody", nil, form, .accessTokenInvalid),
            (.post, "/rest/v1/nothing.json", "nobody", form, .accessTokenInvalid),
            (.post, "/muster/v1/apply.json", "expired", json, .accessTokenExpired),
            (.put, "/muster/v1/settings.json", "nobody", json, .accessTokenInvalid),
            (.delete, "/rest/v1/leads.json", nil, json, .accessDenied),
            (.post, "/rest/v1/leads.json", nil, json, .accessDenied),
            (.post, "/nothing", nil, form, .resourceNotFound),
        ]

    @Test("nothing of a body is read for whom the head of the request does not let in")
    func nothing() async throws {
        try await APIFixture.run { api in
            api.clock.move(to: api.clock.now.adding(seconds: 3600))
            for row in Self.refusals {
                var headers: HTTPFields = [.contentType: row.type]
                headers[.authorization] = row.token.map { "Bearer \($0 == "expired" ? api.token : $0)" }
                let (outcome, pieces) = try await Self.outcome(api, row.method, row.uri, headers)
                #expect(outcome.errors.map(\.code) == [row.code], "\(row)")
                #expect(pieces == 0, "\(row)")
            }
        }
    }

    @Test("little is read of a form that may name its token, and of what asks for one")
    func little() async throws {
        try await APIFixture.run { api in
            for uri in ["/rest/v1/leads.json", "/muster/v1/apply.json", "/identity/oauth/token"] {
                for type in [Self.form, "multipart/form-data; boundary=x"] {
                    let (outcome, pieces) = try await Self.outcome(api, .post, uri, [.contentType: type])
                    #expect(outcome.status == .contentTooLarge, "\(uri)")
                    #expect(pieces == ReceivedBody.limitBeforeToken / Self.pieceLength + 1, "\(uri)")
                }
            }
        }
    }

    @Test("where parameters name no token, no body is read for one")
    func switchedOff() async throws {
        try await APIFixture.run { api in
            try await api.store.write { writer in
                var settings = writer.catalogs.settings
                settings.allowsQueryToken = false
                try writer.setSettings(settings)
            }
            let (outcome, pieces) = try await Self.outcome(
                api, .post, "/rest/v1/leads.json", [.contentType: Self.form])
            #expect(outcome.errors == [.accessDenied] && pieces == 0)
        }
    }

    @Test("a form that ends in time may name its token anywhere")
    func namedLast() async throws {
        try await APIFixture.run { api in
            let last = "&_method=GET&access_token=\(api.token)"
            let fill = String(repeating: "x", count: ReceivedBody.limitBeforeToken - last.utf8.count - 2)
            let fits = try await api.call(
                .post, "/rest/v1/lists.json", token: .some(nil), .form("n=" + fill + last))
            #expect(fits.isSuccess, "\(fits.text)")
            let long = try await api.call(
                .post, "/rest/v1/lists.json", token: .some(nil), .form("nn=" + fill + last))
            #expect(long.status == .contentTooLarge)
        }
    }
}

/// How much a request may be made of.
@Suite struct RequestBoundsTests {
    private static let most = ParameterList.most

    private static func parts(_ count: Int) -> APIBody {
        let part = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
        return .multipart(String(repeating: part, count: count) + "--x--", boundary: "x")
    }

    @Test("as many parameters as may be are read, and not one more")
    func parameters() async throws {
        try await APIFixture.run { api in
            let uri = "/rest/asset/v1/folders.json"
            for (body, things) in [
                (APIBody.form(String(repeating: "&a=1&", count: Self.most + 1)), "parameters"),
                (.form(String(repeating: "&", count: 100_000) + String(repeating: "a&", count: 100_000)), "parameters"),
                (Self.parts(Self.most + 1), "parts"),
            ] {
                try await api.expectRefusal(
                    "1003", "Exceeded maximum number of \(things) allowed: \(Self.most)", .post, uri, body)
            }
            for body in [APIBody.form(String(repeating: "&a=1&", count: Self.most)), Self.parts(Self.most)] {
                try await api.expectRefusal("701", "name cannot be blank", .post, uri, body)
            }
            try await api.expectRefusal(
                "1003", "Exceeded maximum number of parameters allowed: \(Self.most)", .get,
                uri + "?" + String(repeating: "a&", count: Self.most + 1))
        }
    }

    @Test("JSON that is right and too much is told how much it may be, in a body and in a parameter")
    func json() async throws {
        try await APIFixture.run { api in
            let members = (0...ReceivedBody.jsonBounds.members).map { #""m\#($0)":0"# }.joined(separator: ",")
            let values = String(repeating: "0,", count: ReceivedBody.jsonBounds.values) + "0"
            let deep = String(repeating: "[", count: 201) + String(repeating: "]", count: 201)
            for (text, what) in [
                ("{\(members)}", "more than \(ReceivedBody.jsonBounds.members) members in one object"),
                (#"{"input":[\#(values)]}"#, "more than \(ReceivedBody.jsonBounds.values) values"),
                (#"{"input":\#(deep)}"#, "more than \(JSONParser.maximumDepth) levels"),
            ] {
                for (uri, body) in [
                    ("/rest/v1/leads.json", APIBody.json(text)),
                    ("/rest/asset/v1/folders.json", .form("name=A&parent=" + text)),
                ] {
                    let answer = try await api.call(.post, uri, body)
                    let error = try #require(answer.error, "\(what): \(answer.text.prefix(200))")
                    #expect(
                        error.code == "1003" && error.message.hasPrefix("The JSON has \(what) at byte "), "\(error)")
                }
            }
        }
    }
}
