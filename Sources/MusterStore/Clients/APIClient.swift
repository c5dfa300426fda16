public import MusterModel

/// Something that may call the API with an id and a secret: Marketo's custom service.
public struct APIClient: Sendable, Hashable {
    public let id: String
    public var name: String
    /// The API-only user behind it, shaped like an e-mail address; answered as the token's `scope`.
    public var scope: String
    /// What it may do whatever the roles of its user are.
    public var permissions: Set<Permission>
    /// What the roles of its user add; read with the client, never saved with it.
    public internal(set) var rolePermissions: Set<Permission> = []

    public var granted: Set<Permission> { permissions.union(rolePermissions) }

    public init(id: String, name: String, scope: String, permissions: Set<Permission>) {
        self.id = id
        self.name = name
        self.scope = scope
        self.permissions = permissions
    }
}
