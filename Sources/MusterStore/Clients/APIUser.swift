public import MusterModel

/// An API-only user: who stands behind one or more custom services and shares its roles with them.
public struct APIUser: Sendable, Hashable {
    public let id: Identifier<APIUser>
    /// Shaped like an e-mail address; the `scope` of the tokens.
    public let name: String
    /// By ascending id.
    public var roles: [Role]
    /// Its custom services by ascending client id.
    public var clients: [APIClient]
    public let createdAt: Instant
    public let updatedAt: Instant

    /// What its services may do besides the roles.
    public var permissions: Set<Permission> { clients.reduce(into: []) { $0.formUnion($1.permissions) } }
}

public typealias APIUserID = Identifier<APIUser>
