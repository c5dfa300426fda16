public import MusterModel

/// A named set of permissions that API users share.
public struct Role: Sendable, Hashable {
    public let id: Identifier<Role>
    public var name: String
    public var permissions: Set<Permission>
    /// One that every instance has; it cannot be changed.
    public let isSystem: Bool
    public let createdAt: Instant
    public let updatedAt: Instant
}

public typealias RoleID = Identifier<Role>
