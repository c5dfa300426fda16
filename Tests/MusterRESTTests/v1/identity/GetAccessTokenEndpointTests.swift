import HTTPTypes
import Hummingbird
import Foundation
import MusterModel
import MusterStore
import Testing

@testable import MusterREST

@Suite struct GetAccessTokenEndpointTests {
    private static let credentials = "client_id=\(APIFixture.clientID)&client_secret=\(APIFixture.secret)"

    @Test func aTokenIsIssuedAndIssuedAgain() async throws {
        try await APIFixture.run { api in
            let uri = "/identity/oauth/token?grant_type=client_credentials&\(Self.credentials)&partner_id=x"
            let first = try await api.call(.get, uri, token: .some(nil))
            #expect(first.status == .ok)
            #expect(first.json?.keys == ["access_token", "token_type", "expires_in", "scope"])
            #expect(first.json?["access_token"]?.text == api.token)
            #expect(api.token.wholeMatch(of: /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}:mu/) != nil)
            #expect(first.json?["token_type"] == "bearer")
            #expect(first.json?["expires_in"] == 3600)
            #expect(first.json?["scope"] == "api@example.com")
            #expect(first.headers[.cacheControl] == "no-store")
            #expect(first.headers[.contentType] == "application/json;charset=UTF-8")

            api.clock.move(to: api.clock.now.adding(milliseconds: 682_400))
            let again = try await api.call(.get, uri, token: .some(nil))
            #expect(again.json?["access_token"]?.text == api.token)
            #expect(again.json?["expires_in"] == 2917, "whole seconds that are left")

            // Never a token with less than a second: clients take 0 for a dead token.
            api.clock.move(to: api.clock.now.adding(milliseconds: 2_917_001))
            let renewed = try await api.call(.get, uri, token: .some(nil))
            #expect(renewed.json?["access_token"]?.text != api.token)
            #expect(renewed.json?["expires_in"] == 3600)
        }
    }

    @Test func tokensAreStoredByTheirHashAloneAndOutliveARestart() async throws {
        try await APIFixture.run { api in
            let stored = try api.snapshot().values.joined()
            #expect(!stored.contains { $0.contains(api.token) })
            #expect(stored.contains { $0.contains(SecretHash.of(api.token)) }, "the search finds what is there")

            let restarted = AccessTokens(store: api.store, random: { (0..<$0).map(UInt8.init) })
            let client = try #require(try api.store.read { try $0.apiClient(id: APIFixture.clientID) })
            #expect(try restarted.caller(of: api.token, now: api.clock.now).clientID == client.id)
            let hash = SecretHash.of(APIFixture.secret)
            let next = try await restarted.issue(to: client, secretHash: hash, now: api.clock.now)
            #expect(next != nil && next?.text != api.token, "nobody knows the old one's text")
            let again = try await restarted.issue(to: client, secretHash: hash, now: api.clock.now)
            #expect(again?.text == next?.text)
            for token in [api.token, try #require(next).text] {
                #expect(try restarted.caller(of: token, now: api.clock.now).clientID == client.id)
            }
            #expect(try await restarted.issue(to: client, secretHash: "another", now: api.clock.now) == nil)
        }
    }

    @Test func credentialsMayComeEverywhere() async throws {
        try await APIFixture.run { api in
            let form = "grant_type=client_credentials&\(Self.credentials)"
            let basic = Data("\(APIFixture.clientID):\(APIFixture.secret)".utf8).base64EncodedString()
            let answers = [
                try await api.call(.post, "/identity/oauth/token", token: .some(nil), .form(form)),
                try await api.call(
                    .post, "/identity/oauth/token", token: .some(nil),
                    .json(
                        #"{"grant_type":"client_credentials","client_id":"\#(APIFixture.clientID)","client_secret":"\#(APIFixture.secret)"}"#
                    )),
                try await api.call(
                    .get, "/identity/oauth/token?grant_type=client_credentials", token: .some(nil),
                    headers: [.authorization: "Basic \(basic)"]),
            ]
            for answer in answers {
                #expect(answer.json?["access_token"]?.text == api.token, "\(answer.text)")
            }
        }
    }

    @Test(arguments: [
        (
            "grant_type=client_credentials&client_id=nobody&client_secret=x", 401,
            #"{"error":"unauthorized","error_description":"No client with requested id: nobody"}"#
        ),
        (
            "grant_type=client_credentials&client_id=\(APIFixture.clientID)&client_secret=x", 401,
            #"{"error":"invalid_client","error_description":"Bad client credentials"}"#
        ),
        (
            "grant_type=password&client_id=a&client_secret=b", 400,
            #"{"error":"unsupported_grant_type","error_description":"Unsupported grant type"}"#
        ),
        ("client_id=a&client_secret=b", 400, #"{"error":"invalid_request","error_description":"Missing grant_type"}"#),
        (
            "grant_type=client_credentials&client_secret=b", 400,
            #"{"error":"invalid_request","error_description":"Missing client_id"}"#
        ),
        (
            "grant_type=client_credentials&client_id=b&client_secret=", 400,
            #"{"error":"invalid_request","error_description":"Missing client_secret"}"#
        ),
    ])
    func failures(query: String, status: Int, body: String) async throws {
        try await APIFixture.run { api in
            let before = try api.snapshot()
            let answer = try await api.call(.get, "/identity/oauth/token?\(query)", token: .some(nil))
            #expect(answer.status.code == status)
            #expect(answer.text == body)
            #expect(try api.snapshot() == before)
        }
    }
}
