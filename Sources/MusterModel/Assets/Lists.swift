/// Saved rules that select leads.
public struct SmartList: Sendable {
    /// What has exactly one list of its own, under its own name.
    public enum Owner: Sendable, Hashable {
        /// Whom a smart campaign takes in; only here triggers are allowed.
        case campaign(SmartCampaignID)
        /// Whom an e-mail program sends to.
        case emailProgram(ProgramID)
    }

    public let id: SmartListID
    /// Unique among the lists outside of programs, and in its container inside one; of an owned list its
    /// owner's name.
    public var name: String
    public var description: String?
    public var folder: FolderReference?
    /// `nil` for a list that stands alone, in a folder or a program.
    public var owner: Owner?
    /// Made by the server: rules may name it, the API does not show it.
    public var isSystem: Bool
    public var rules: RuleSet
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: SmartListID, name: String, description: String?, folder: FolderReference?, owner: Owner? = nil,
        isSystem: Bool = false, rules: RuleSet, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.folder = folder
        self.owner = owner
        self.isSystem = isSystem
        self.rules = rules
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    public var campaignID: SmartCampaignID? {
        if case .campaign(let id)? = owner { id } else { nil }
    }
    public var emailProgramID: ProgramID? {
        if case .emailProgram(let id)? = owner { id } else { nil }
    }
}

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
