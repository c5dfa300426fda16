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

/// The folder or program that holds an asset.
public struct FolderReference: Hashable, Sendable {
    public enum Kind: String, Sendable { case folder = "Folder", program = "Program" }

    public let kind: Kind
    public let id: Int64

    public init(_ kind: Kind, _ id: Int64) {
        self.kind = kind
        self.id = id
    }
    public static func folder(_ id: FolderID) -> Self { .init(.folder, id.rawValue) }
    public static func program(_ id: ProgramID) -> Self { .init(.program, id.rawValue) }

    public var programID: ProgramID? { kind == .program ? ProgramID(id) : nil }
    public var folderID: FolderID? { kind == .folder ? FolderID(id) : nil }
}

/// A named value of a folder or program, inherited by everything inside.
public struct MyToken: Sendable, Hashable {
    /// By the API's word.
    public enum Kind: String, Sendable, CaseIterable {
        case text, number, score, date
        case richText = "rich text"
        case sfdcCampaign = "sfdc campaign"
    }
    /// Bare: `April Fools`, not `{{my.April Fools}}`; at most 50 characters.
    public var name: String
    public var kind: Kind
    public var value: String

    public init(name: String, kind: Kind, value: String) {
        self.name = name
        self.kind = kind
        self.value = value
    }

    /// The bare name inside `{{my.x}}` or `my.x`; any other text is taken as the name itself.
    public static func bareName(_ text: String) -> String {
        var name = text.trimmingBlanks
        if name.hasPrefix("{{"), name.hasSuffix("}}") { name = String(name.dropFirst(2).dropLast(2)).trimmingBlanks }
        if name.lowercased().hasPrefix("my.") { name = name.dropFirst(3).trimmingBlanks }
        return name
    }
}
