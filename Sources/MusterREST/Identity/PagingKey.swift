import MusterStore

/// The key that protects page tokens: made once and kept, so that clients' bookmarks outlive a
/// restart.
enum PagingKey {
    private static let length = 32

    static func load(from store: Store, random: RandomBytes) async throws -> [UInt8] {
        let fresh = Base32.encode(random(length))
        let text = try await store.write { writer in
            try writer.setInstanceKey(.pageToken, fresh)
            return try writer.reader.instanceKey(.pageToken)
        }
        guard let key = text.flatMap(Base32.decode), key.count >= length else {
            throw StoreError(.corrupt, "the page token key is damaged")
        }
        return key
    }
}
