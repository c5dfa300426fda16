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
    public var apiName: String
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

    /// True when rules that refer to `other` read `new` alike: the names they show, and at each
    /// position the same attribute of the same type. Further attributes may follow.
    static func keepsNames(of other: Definition, _ new: Definition) -> Bool {
        func names(_ definition: Definition) -> [String] {
            let primary = definition.primaryAttribute
            return [definition.name, definition.filterName, definition.triggerName, primary.apiName, primary.name]
        }
        func isSame(_ old: Attribute, _ new: Attribute) -> Bool {
            old.apiName.isIdentical(to: new.apiName) && old.name.isIdentical(to: new.name)
                && old.dataType == new.dataType
        }
        return zip(names(other), names(new)).allSatisfy { $0.isIdentical(to: $1) }
            && new.attributes.count >= other.attributes.count
            && zip(other.attributes, new.attributes).allSatisfy(isSame)
    }

    /// What the calls answer: the draft while there is one.
    public var latest: Definition? { draft ?? approved }
}

extension CustomActivityType.Definition {
    func storedJSON() -> JSONValue {
        var object: JSONObject = ["name": .string(name)]
        object["description"] = description.map { .string($0) }
        object["triggerName"] = .string(triggerName)
        object["filterName"] = .string(filterName)
        object["primaryAttribute"] = primaryAttribute.storedJSON()
        object["attributes"] = .array(attributes.map { $0.storedJSON() })
        return .object(object)
    }

    init(storedJSON: JSONValue) throws {
        let reader = try StoredObject(storedJSON, "custom activity type")
        self.init(
            name: try reader.text("name"), description: reader.object["description"]?.text,
            triggerName: try reader.text("triggerName"), filterName: try reader.text("filterName"),
            primaryAttribute: try .init(storedJSON: reader.object["primaryAttribute"]),
            attributes: try reader.array("attributes").map { try .init(storedJSON: $0) })
    }
}

extension CustomActivityType.Attribute {
    fileprivate func storedJSON() -> JSONValue {
        var object: JSONObject = ["apiName": .string(apiName), "name": .string(name)]
        object["description"] = description.map { .string($0) }
        object["dataType"] = .string(dataType.rawValue)
        return .object(object)
    }

    fileprivate init(storedJSON: JSONValue?) throws {
        let reader = try StoredObject(storedJSON, "attribute of a custom activity type")
        self.init(
            apiName: try reader.text("apiName"), name: try reader.text("name"),
            description: reader.object["description"]?.text, dataType: try reader.word("dataType"))
    }
}
