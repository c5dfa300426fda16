public import MusterModel

/// An activity type that somebody defined: a draft to work on and, once approved, the definition
/// that activities are added with.
public struct CustomActivityType: Sendable, Hashable {
    /// By the API's word.
    public enum Status: String, Sendable, CaseIterable {
        case draft, approved, deleted
        case approvedWithDraft = "approved with draft"
    }

    public struct Attribute: Sendable, Hashable {
        public var apiName: String
        public var name: String
        public var description: String?
        public var dataType: DataType

        public init(apiName: String, name: String, description: String? = nil, dataType: DataType = .string) {
            self.apiName = apiName
            self.name = name
            self.description = description
            self.dataType = dataType
        }
    }

    public struct Definition: Sendable, Hashable {
        public var name: String
        public var description: String?
        public var triggerName: String
        public var filterName: String
        public var primaryAttribute: Attribute
        /// Without the primary one.
        public var attributes: [Attribute]

        public init(
            name: String, description: String? = nil, triggerName: String, filterName: String,
            primaryAttribute: Attribute, attributes: [Attribute] = []
        ) {
            self.name = name
            self.description = description
            self.triggerName = triggerName
            self.filterName = filterName
            self.primaryAttribute = primaryAttribute
            self.attributes = attributes
        }
    }

    public let id: ActivityTypeID
    public let apiName: String
    public var draft: Definition?
    public var approved: Definition?
    public var isDeleted: Bool
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: ActivityTypeID, apiName: String, draft: Definition?, approved: Definition?,
        isDeleted: Bool = false, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.apiName = apiName
        self.draft = draft
        self.approved = approved
        self.isDeleted = isDeleted
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    public var status: Status {
        if isDeleted { return .deleted }
        switch (draft, approved) {
        case (_, nil): return .draft
        case (nil, _?): return .approved
        case (_?, _?): return .approvedWithDraft
        }
    }

    /// What the calls answer: the draft while there is one.
    public var latest: Definition? { draft ?? approved }
}
