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
