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
