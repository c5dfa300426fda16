import MusterModel
import MusterREST
import MusterStore

/// The id and the secret of an API client.
public struct Credentials: Sendable, Equatable {
    public var clientID: String
    public var clientSecret: String

    public init(clientID: String, clientSecret: String) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    init(_ new: NewCredentials) { self.init(clientID: new.clientID, clientSecret: new.secret) }

    public static let idVariable = "MUSTER_CLIENT_ID"
    public static let secretVariable = "MUSTER_CLIENT_SECRET"

    /// From the environment; `nil` when it has neither.
    public init?(environment: [String: String]) throws(ConfigurationError) {
        let id = environment[Self.idVariable].flatMap { $0.isEmpty ? nil : $0 }
        let secret = environment[Self.secretVariable].flatMap { $0.isEmpty ? nil : $0 }
        switch (id, secret) {
        case (nil, nil): return nil
        case (let id?, let secret?): self.init(clientID: id, clientSecret: secret)
        case (_?, nil): throw ConfigurationError("\(Self.idVariable) is set, but \(Self.secretVariable) is not")
        case (nil, _?): throw ConfigurationError("\(Self.secretVariable) is set, but \(Self.idVariable) is not")
        }
    }
}

/// What is known about the instance's API client at the start.
public enum ClientState: Sendable, Equatable {
    /// Given from outside, in place of those that were there before.
    case given(Credentials, replacing: [String] = [])
    /// Made now; the only time that the secret is known.
    case made(Credentials)
    /// Made before; only the hash of its secret is stored.
    case stored(clientID: String)
}

/// The API user that clients from the environment, and the one that is made at the first start, belong to.
private let operatorName = "api@muster.example"

extension Store {
    /// Sees to it that somebody can call the API: the given client, else one that is there, else a
    /// new one.
    func ensureClient(_ given: Credentials?, random: @escaping RandomBytes) async throws -> ClientState {
        if let given { return .given(given, replacing: try await replaceClients(by: given)) }
        // Of several the operator knows one that is in charge, his own if it is there.
        let clients = try read { try $0.apiClients() }
        let inCharge = clients.filter { $0.granted.contains(.accessUserManagementAPI) }
        let own = inCharge.first { $0.scope == operatorName }
        if let client = own ?? inCharge.first ?? clients.first { return .stored(clientID: client.id) }
        let made = Credentials(NewCredentials(random))
        _ = try await replaceClients(by: made)
        return .made(made)
    }

    /// Makes it the operator's only client, with its secret, so that whoever changes the environment has ended
    /// what was there before. Those of other API users stay as they are, also when he uses one of them.
    /// - Returns: the ids of the operator's clients that have ended.
    private func replaceClients(by credentials: Credentials) async throws -> [String] {
        let hash = SecretHash.of(credentials.clientSecret)
        let (client, storedHash, own) = try read { reader in
            (
                try reader.apiClient(id: credentials.clientID),
                try reader.secretHash(ofClient: credentials.clientID),
                try reader.apiClients().filter { $0.scope == operatorName }.map(\.id)
            )
        }
        if let client, client.scope != operatorName {
            guard storedHash == hash else {
                throw ConfigurationError(
                    """
                    \(Credentials.idVariable) is a client of API user '\(client.scope)', and \
                    \(Credentials.secretVariable) is not its secret. Use another id for a client of the server's \
                    own; 'muster user secret \(client.scope)' makes that one a new secret
                    """)
            }
            return []
        }
        let ended = own.filter { $0 != credentials.clientID }
        guard storedHash != hash || !ended.isEmpty else { return [] }
        try await AuditAuthor.$current.withValue(.environment) {
            try await write { writer in
                for id in ended { try writer.removeAPIClient(id: id) }
                guard storedHash != hash else { return }
                try writer.saveAPIClient(
                    APIClient(id: credentials.clientID, name: "Muster", scope: operatorName, permissions: .all),
                    secretHash: hash)
            }
        }
        return ended
    }
}
