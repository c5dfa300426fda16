import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0018HashedTokensTests {
    @Test("tokens that were stored as they are end; their clients stay, and new tokens can be kept")
    func upgrade() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 17) { connection in
                try connection.execute(
                    """
                    INSERT INTO api_client (id, secret_hash, name, scope, permissions, created_at, updated_at)
                      VALUES ('c1', 'h', 'n', 's', '[]', 5, 7)
                    """, [])
                try connection.execute(
                    "INSERT INTO access_token (token, client_id, expires_at) VALUES ('plain', 'c1', 9)", [])
            }
            let store = try await place.open()
            #expect(try store.read { try $0.accessToken(hash: "plain") } == nil)
            #expect(try store.read { try $0.secretHash(ofClient: "c1") } == "h")
            let token = AccessToken(hash: "abc", clientID: "c1", expiresAt: Instant(seconds: 9))
            try await store.write { try $0.saveAccessToken(token) }
            #expect(try store.read { try $0.accessToken(hash: "abc") } == token)
            try await store.database.close()
        }
    }
}
