import HTTPTypes
import MusterModel
import Testing

/// Permissions that `PermissionCatalogTests` cannot see: of calls that ask for several, or for none.
@Suite struct AssetPermissionTests {
    @Test("the time and whether there is work are for everyone with a token", arguments: ["clock", "idle"])
    func tokenOnly(call: String) async throws {
        try await APIFixture.run { api async throws in
            #expect(try await api.call(.get, "/muster/v1/\(call).json", token: try await api.token([])).isSuccess)
            #expect(try await api.call(.get, "/muster/v1/\(call).json", token: .some(nil)).error?.code == "603")
        }
    }
}

extension APIFixture {
    /// Every table but those of clients and tokens.
    func snapshotOfAssets() throws -> [String: [String]] {
        try snapshot().filter { !["api_client", "access_token", "api_user"].contains($0.key) }
    }
}
