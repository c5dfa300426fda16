public import MusterModel

/// What a client presents with each call, for an hour.
public struct AccessToken: Sendable, Hashable {
    /// Made by the caller; the token itself is never stored.
    public let hash: String
    public let clientID: String
    public let expiresAt: Instant

    public init(hash: String, clientID: String, expiresAt: Instant) {
        self.hash = hash
        self.clientID = clientID
        self.expiresAt = expiresAt
    }
}

extension StoreReader {
    /// Also a token that has expired, as long as it has not been purged: it gets another answer
    /// than one that never was.
    public func accessToken(hash: String) throws -> AccessToken? {
        try connection.first(
            "SELECT hash, client_id, expires_at FROM access_token WHERE hash = ?", [.text(hash)],
            AccessToken.init(row:))
    }
}

extension StoreWriter {
    /// How long an expired token is still told from an unknown one.
    public static var expiredTokenLife: Int64 { 24 * 3600 }

    public func saveAccessToken(_ token: AccessToken) throws {
        try write(
            .bookkeeping, "INSERT INTO access_token (hash, client_id, expires_at) VALUES (?, ?, ?)",
            [.text(token.hash), .text(token.clientID), .instant(token.expiresAt)])
    }

    /// Forgets tokens that expired more than a day ago; returns how many.
    @discardableResult
    public func purgeAccessTokens() throws -> Int {
        try write(
            .bookkeeping, "DELETE FROM access_token WHERE expires_at < ?",
            [.instant(now.adding(seconds: -Self.expiredTokenLife))])
    }
}

extension AccessToken {
    fileprivate init(row: any SQLRow) {
        self.init(hash: row.text(0), clientID: row.text(1), expiresAt: row.instant(2))
    }
}
