import Crypto
import MusterModel
import MusterStore

/// The id and the secret of a client that is made now. Only the secret's hash is ever stored.
public struct NewCredentials: Sendable {
    public let clientID: String
    public let secret: String

    /// 64 random bits name the client, about 186 protect it.
    public init(_ random: RandomBytes) {
        clientID = Self.text(of: 16, digits: "0123456789abcdef", random)
        secret = Self.text(of: 32, digits: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567", random)
    }

    public var secretHash: String { SecretHash.of(secret) }

    /// The remainder favours some digits a little, which a text of this length can afford.
    private static func text(of length: Int, digits: String, _ random: RandomBytes) -> String {
        let digits = Array(digits)
        return String(random(length).map { digits[Int($0) % digits.count] })
    }
}

/// How client secrets and access tokens are stored: SHA-256 in lower-case hex. They are long random
/// texts, so that a slow hash would add nothing.
public enum SecretHash {
    public static func of(_ secret: String) -> String { SHA256.hash(data: Array(secret.utf8)).hexadecimal }

    static func matches(_ secret: String, hash: String) -> Bool {
        ConstantTime.equal(Array(of(secret).utf8), Array(hash.utf8))
    }
}

/// Comparison that takes as long for a wrong text as for the right one.
enum ConstantTime {
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

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
