import HTTPTypes
import MusterModel
import Testing

/// Permissions that `PermissionCatalogTests` cannot see: of calls that ask for several, or for none.
@Suite struct AssetPermissionTests {
    @Test(
        "a document may do all that these permissions allow, so applying one needs each of them",
        arguments: [
            Permission.readWriteAssets, .activateCampaign, .deactivateCampaign, .readWriteActivityMetadata,
        ])
    func apply(_ missing: Permission) async throws {
        try await APIFixture.run { api async throws in
            let uri = "/muster/v1/apply.json"
            let without = try await api.token(Set.all.subtracting([missing]))
            #expect(try await api.call(.post, uri, token: without, .json("{}")).error?.code == "603")
            #expect(try await api.call(.post, uri, .json("{}")).error?.code != "603")
        }
    }

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
