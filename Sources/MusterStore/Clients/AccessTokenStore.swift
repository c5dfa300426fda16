public import MusterModel

/// What a client presents with each call, for an hour.
public struct AccessToken: Sendable, Hashable {
    public let token: String
    public let clientID: String
    public let expiresAt: Instant

    public init(token: String, clientID: String, expiresAt: Instant) {
        self.token = token
        self.clientID = clientID
        self.expiresAt = expiresAt
    }
}

extension StoreReader {
    private static let columns = "token, client_id, expires_at"

    /// Also a token that has expired, as long as it has not been purged: it gets another answer
    /// than one that never was.
    public func accessToken(_ token: String) throws -> AccessToken? {
        try connection.first(
            "SELECT \(Self.columns) FROM access_token WHERE token = ?", [.text(token)], AccessToken.init(row:))
    }

    /// The client's token that expires last, expired or not.
    public func latestAccessToken(ofClient id: String) throws -> AccessToken? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM access_token WHERE client_id = ?
              ORDER BY expires_at DESC, token LIMIT 1
            """, [.text(id)], AccessToken.init(row:))
    }
}

extension StoreWriter {
    /// How long an expired token is still told from an unknown one.
    public static var expiredTokenLife: Int64 { 24 * 3600 }

    public func saveAccessToken(_ token: AccessToken) throws {
        try write(
            .bookkeeping, "INSERT INTO access_token (token, client_id, expires_at) VALUES (?, ?, ?)",
            [.text(token.token), .text(token.clientID), .instant(token.expiresAt)])
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
        self.init(token: row.text(0), clientID: row.text(1), expiresAt: row.instant(2))
    }
}
