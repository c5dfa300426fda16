import MusterStore
import MusterTesting
import Testing

@Suite struct InstanceKeyStoreTests {
    @Test func aKeyIsMadeOnceAndKept() async throws {
        try await withStore { store in
            #expect(try store.read { try $0.instanceKey(.pageToken) } == nil)
            try await store.write { try $0.setInstanceKey(.pageToken, "first") }
            try await store.write { try $0.setInstanceKey(.pageToken, "second") }
            #expect(try store.read { try $0.instanceKey(.pageToken) } == "first")
        }
    }
}
