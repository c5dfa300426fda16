import MusterModel
import MusterStore
import MusterTesting
import Testing

@Suite struct APIClientStoreTests {
    private let client = APIClient(
        id: "c1", name: "CRM", scope: "crm@example.com", permissions: [.readWriteLead, .readOnlyAssets])

    @Test("a client reads back, and saving it again replaces it")
    func roundTrip() async throws {
        try await withStore { store in
            let client = client
            try await store.write { try $0.saveAPIClient(client, secretHash: "h1") }
            #expect(try store.read { try $0.apiClient(id: "c1") } == client)
            #expect(try store.read { try $0.apiClient(id: "C1") } == nil)
            var changed = client
            changed.permissions = .all
            try await store.write { [changed] in try $0.saveAPIClient(changed, secretHash: "h2") }
            #expect(try store.read { try $0.apiClients() } == [changed])
            #expect(try store.read { try $0.secretHash(ofClient: "c1") } == "h2")
            #expect(try store.read { try $0.secretHash(ofClient: "c2") } == nil)
        }
    }

    @Test("tokens are known until a day after they expired")
    func tokens() async throws {
        try await withStoreAndClock(startingAt: Instant(seconds: 0)) { store, clock in
            let client = client
            let early = AccessToken(hash: "a", clientID: "c1", expiresAt: Instant(seconds: 3600))
            let late = AccessToken(hash: "b", clientID: "c1", expiresAt: Instant(seconds: 7200))
            try await store.write { writer in
                try writer.saveAPIClient(client, secretHash: "h")
                try writer.saveAccessToken(late)
                try writer.saveAccessToken(early)
            }
            #expect(try store.read { try $0.accessToken(hash: "a") } == early)
            #expect(try store.read { try $0.accessToken(hash: "x") } == nil)

            clock.advance(seconds: 3600 + 24 * 3600)
            #expect(try await store.write { try $0.purgeAccessTokens() } == 0)
            clock.advance(seconds: 1)
            #expect(try await store.write { try $0.purgeAccessTokens() } == 1)
            #expect(try store.read { try $0.accessToken(hash: "a") } == nil)
            #expect(try store.read { try $0.accessToken(hash: "b") } == late)
        }
    }

    @Test("a client that is saved again, gets another secret or is removed has no tokens any more")
    func ended() async throws {
        try await withStore { store in
            let client = client
            let token = AccessToken(hash: "a", clientID: "c1", expiresAt: Instant(seconds: 3600))
            let other = AccessToken(hash: "o", clientID: "c2", expiresAt: Instant(seconds: 3600))
            try await store.write { writer in
                let bystander = APIClient(id: "c2", name: "Web", scope: "web@example.com", permissions: [])
                try writer.saveAPIClient(bystander, secretHash: "h")
                try writer.saveAccessToken(other)
            }
            let ends: [@Sendable (StoreWriter) throws -> Void] = [
                { try $0.setSecretHash("i", ofClient: "c1") },
                { try $0.saveAPIClient(client, secretHash: "j") },
                { try $0.removeAPIClient(id: "c1") },
            ]
            for end in ends {
                try await store.write { writer in
                    try writer.saveAPIClient(client, secretHash: "h")
                    try writer.saveAccessToken(token)
                }
                #expect(try store.read { try $0.accessToken(hash: "a") } == token)
                try await store.write { try end($0) }
                #expect(try store.read { try $0.accessToken(hash: "a") } == nil)
                #expect(try store.read { try $0.accessToken(hash: "o") } == other)
            }
        }
    }

    @Test("a token needs a client")
    func orphan() async throws {
        try await withStore { store in
            _ = await #expect(throws: StoreError.self) {
                try await store.write {
                    try $0.saveAccessToken(AccessToken(hash: "a", clientID: "nobody", expiresAt: Instant(seconds: 1)))
                }
            }
        }
    }
}
