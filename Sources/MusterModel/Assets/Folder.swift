/// A folder of one of the three trees.
public struct Folder: Sendable {
    /// What a folder may hold, by Marketo's name. Children take the kind of their parent.
    public enum Kind: String, Sendable, CaseIterable {
        case zone = "Zone"
        case marketing = "Marketing Folder"
        case email = "Email"
        case emailTemplate = "Email Template"
        case landingPage = "Landing Page"
        case landingPageForm = "Landing Page Form"
        case landingPageTemplate = "Landing Page Template"
        case snippet = "Snippet"
        case image = "Image"
        case list = "List"
        case smartList = "Smart List"
    }
    public enum Tree: String, Sendable, CaseIterable {
        case marketingActivities = "Marketing Activities"
        case designStudio = "Design Studio"
        case leadDatabase = "Lead Database"
    }

    public let id: FolderID
    public var name: String
    /// `nil` when none.
    public var description: String?
    /// `nil` for the roots.
    public var parent: FolderReference?
    public var kind: Kind
    public var tree: Tree
    public var isArchive: Bool
    public var isSystem: Bool
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: FolderID, name: String, description: String?, parent: FolderReference?, kind: Kind, tree: Tree,
        isArchive: Bool, isSystem: Bool, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.parent = parent
        self.kind = kind
        self.tree = tree
        self.isArchive = isArchive
        self.isSystem = isSystem
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
