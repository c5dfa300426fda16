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
    /// Given from outside.
    case given(Credentials)
    /// Made now; the only time that the secret is known.
    case made(Credentials)
    /// Made before; only the hash of its secret is stored.
    case stored(clientID: String)
}

extension Store {
    /// Sees to it that somebody can call the API: the given client, else one that is there, else a
    /// new one.
    func ensureClient(_ given: Credentials?, random: @escaping RandomBytes) async throws -> ClientState {
        if let given {
            try await save(given)
            return .given(given)
        }
        // Of several the operator knows one that is in charge.
        let clients = try read { try $0.apiClients() }
        if let client = clients.first(where: { $0.granted.contains(.accessUserManagementAPI) }) ?? clients.first {
            return .stored(clientID: client.id)
        }
        let made = Credentials(NewCredentials(random))
        try await save(made)
        return .made(made)
    }

    private func save(_ credentials: Credentials) async throws {
        let hash = SecretHash.of(credentials.clientSecret)
        guard try read({ try $0.secretHash(ofClient: credentials.clientID) }) != hash else { return }
        let client = APIClient(
            id: credentials.clientID, name: "Muster", scope: "api@muster.example",
            permissions: Set(Permission.allCases))
        try await write { try $0.saveAPIClient(client, secretHash: hash) }
    }
}
