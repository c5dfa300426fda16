import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0007APIUsersTests {
    @Test("clients from before get a user for each scope, and keep what they may do")
    func oldClients() async throws {
        try await withTemporaryDatabase { place in
            try await place.make(schema: 6) { connection in
                for (id, scope, permission) in [
                    ("a", "api@example.com", "Read-Only Lead"), ("b", "crm@example.com", "Execute Campaign"),
                    ("c", "api@example.com", "Read-Only Assets"), ("d", "", "Read-Only Activity"),
                ] {
                    try connection.execute(
                        """
                        INSERT INTO api_client (id, secret_hash, name, scope, permissions, created_at, updated_at)
                          VALUES (?, 'h', 'n', ?, ?, 5, 7)
                        """, [.text(id), .text(scope), .text("[\"\(permission)\"]")])
                }
            }
            let store = try await place.open()
            let users = try store.read { try $0.apiUsers() }
            #expect(users.map(\.id) == [1001, 1002] && users.map(\.name) == ["api@example.com", "crm@example.com"])
            #expect(users.map { $0.clients.map(\.id) } == [["a", "c"], ["b"]])
            #expect(users[0].permissions == [.readOnlyLead, .readOnlyAssets] && users[0].roles.isEmpty)
            let granted = try store.read { try $0.apiClients().map(\.granted) }
            #expect(granted == [[.readOnlyLead], [.executeCampaign], [.readOnlyAssets], [.readOnlyActivity]])
            let next = try await store.write { writer in
                try UserAdministration(writer, holding: .all).createUser(
                    "new@example.com", roles: ["integration"], permissions: [], clientID: "e", secretHash: "h")
            }
            #expect(next == 1003)
            #expect(try store.read { try $0.apiClient(id: "e")?.granted.contains(.readWriteLead) } == true)
            try await store.database.close()
        }
    }
}
