import MusterModel
import MusterStore
import Synchronization

/// The access tokens of this instance: issued, kept in the store by their hash, and remembered here so
/// that a request with a known token needs no SQL, and whoever asks again is answered the same token.
///
/// After a restart nobody knows a token's text but its client: it is good until it expires, and whoever
/// asks gets another one.
final class AccessTokens: Sendable {
    /// A new token lives an hour.
    static let lifetimeSeconds: Int64 = 3600

    private struct Session {
        let caller: Caller
        let expiresAt: Instant
    }
    private let store: Store
    private let random: RandomBytes
    private struct Memory {
        var sessions: [String: Session] = [:]
        /// By client, what it was given last.
        var issued: [String: IssuedToken] = [:]
        /// Counts the changes of clients, so that what was read before one is not remembered after it.
        var generation = 0
    }
    private let memory = Mutex(Memory())

    init(store: Store, random: @escaping RandomBytes) {
        self.store = store
        self.random = random
        store.changes.listen { [weak self] changes in
            if changes.catalogs.contains(.users) { self?.forget() }
        }
    }

    /// Who calls with this token. Throws 601 for an unknown token, 602 for an expired one.
    func caller(of token: String, now: Instant) throws -> Caller {
        let session: Session
        let (known, generation) = memory.withLock { ($0.sessions[token], $0.generation) }
        if let known {
            session = known
        } else {
            guard let stored = try stored(token) else { throw APIError.accessTokenInvalid }
            session = stored
            memory.withLock { if $0.generation == generation { $0.sessions[token] = stored } }
        }
        guard session.expiresAt > now else { throw APIError.accessTokenExpired }
        return session.caller
    }

    /// The client's token that still lives for a second or more, else a new one; `nil` when the
    /// client has gone meanwhile or has another secret.
    func issue(to client: APIClient, secretHash: String, now: Instant) async throws -> IssuedToken? {
        let known = try store.read { reader in
            try reader.secretHash(ofClient: client.id) == secretHash
                ? try issued(to: client.id, reader, now: now) : nil
        }
        if let known { return known }
        let new = IssuedToken(
            text: Self.uuid(random(16)) + ":" + store.catalogs.settings.tokenSuffix,
            expiresAt: now.adding(seconds: Self.lifetimeSeconds))
        return try await store.write { [self] writer in
            guard try writer.reader.secretHash(ofClient: client.id) == secretHash else { return nil }
            // Another call may have made one in between: both get the same.
            if let token = try issued(to: client.id, writer.reader, now: now) { return token }
            try writer.purgeAccessTokens()
            try writer.saveAccessToken(
                AccessToken(hash: SecretHash.of(new.text), clientID: client.id, expiresAt: new.expiresAt))
            memory.withLock { memory in
                memory.issued = memory.issued.filter { $0.value.expiresAt > now }
                memory.issued[client.id] = new
            }
            return new
        }
    }

    /// What the client was given last, if it lives on: with a new secret, or the client, it ends in the store.
    private func issued(to client: String, _ reader: StoreReader, now: Instant) throws -> IssuedToken? {
        guard let token = memory.withLock({ $0.issued[client] }), token.secondsLeft(at: now) >= 1,
            try reader.accessToken(hash: SecretHash.of(token.text)) != nil
        else { return nil }
        return token
    }

    private func forget() {
        memory.withLock { memory in
            memory.sessions.removeAll()
            memory.generation += 1
        }
    }

    private func stored(_ token: String) throws -> Session? {
        try store.read { reader in
            guard let found = try reader.accessToken(hash: SecretHash.of(token)),
                let client = try reader.apiClient(id: found.clientID)
            else { return nil }
            return Session(
                caller: Caller(clientID: client.id, scope: client.scope, permissions: client.granted),
                expiresAt: found.expiresAt)
        }
    }

    /// A random UUID (RFC 9562, version 4) of 16 bytes.
    static func uuid(_ bytes: [UInt8]) -> String {
        var text = ""
        for (index, byte) in bytes.prefix(16).enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let value = index == 6 ? byte & 0x0F | 0x40 : index == 8 ? byte & 0x3F | 0x80 : byte
            text += (value < 16 ? "0" : "") + String(value, radix: 16)
        }
        return text
    }
}

/// A token as its client has it.
struct IssuedToken: Sendable {
    let text: String
    let expiresAt: Instant

    /// Whole seconds until the token expires.
    func secondsLeft(at now: Instant) -> Int64 { max(0, (expiresAt.milliseconds - now.milliseconds) / 1000) }
}

/// Finds the access token of a request. Tokens never reach the log.
enum BearerToken {
    /// From an `Authorization` header: `Bearer <token>` in any case, with several blanks or none
    /// (a published Zapier script sends `Bearer<token>`). `nil` for another scheme or no token.
    static func inHeader(_ header: String) -> String? {
        let text = header.trimmingBlanks
        guard text.utf8.count > 6, text.prefix(6).lowercased() == "bearer" else { return nil }
        let token = text.dropFirst(6).trimmingBlanks
        return token.isEmpty ? nil : token
    }

    /// From a parameter `access_token`, which older clients still send.
    static func inParameters(_ parameters: ParameterList) -> String? {
        guard let token = parameters.first("access_token")?.trimmingBlanks else { return nil }
        return token.isEmpty ? nil : token
    }
}
