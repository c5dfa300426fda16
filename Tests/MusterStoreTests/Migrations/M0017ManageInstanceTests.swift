import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct M0017ManageInstanceTests {
    @Test("who held every permission holds every permission, and nobody else comes to manage the instance")
    func upgrade() async throws {
        try await withTemporaryDatabase { place in
            let before = Set.all.subtracting([.manageInstance])
            try await place.make(schema: 16) { connection in
                for (id, permissions) in [("a", before), ("b", before.subtracting([.approveAssets])), ("c", [])] {
                    try connection.execute(
                        """
                        INSERT INTO api_client (id, secret_hash, name, scope, permissions, created_at, updated_at)
                          VALUES (?, 'h', 'n', 's', ?, 5, 7)
                        """, [.text(id), .text(permissions.storedText)])
                    try connection.execute(
                        """
                        INSERT INTO role (id, name, permissions, is_system, created_at, updated_at)
                          VALUES (?, ?, ?, 0, 5, 7)
                        """, [.int(Int64(2000 + Int(id.utf8.first ?? 0))), .text(id), .text(permissions.storedText)])
                }
            }
            let store = try await place.open()
            let clients = try store.read { try $0.apiClients() }
            #expect(
                clients.map(\.permissions) == [.all, before.subtracting([.approveAssets]), []] as [Set<Permission>])
            let roles = try store.read { try $0.roles() }
            #expect(
                roles.filter { $0.permissions.contains(.manageInstance) }.map(\.name) == ["Administrator", "a"])
            try await store.database.close()
        }
    }
}
