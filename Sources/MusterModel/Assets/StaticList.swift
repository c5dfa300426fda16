/// A set of leads that is changed by hand, by the API or by flow steps.
public struct StaticList: Sendable {
    public let id: StaticListID
    /// Unique in its folder or program.
    public var name: String
    public var description: String?
    public var folder: FolderReference
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: StaticListID, name: String, description: String?, folder: FolderReference, createdAt: Instant,
        updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.folder = folder
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
