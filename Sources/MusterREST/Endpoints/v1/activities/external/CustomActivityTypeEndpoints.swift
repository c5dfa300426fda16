import MusterModel
import MusterStore

/// `Get Custom Activity Types`: drafts and approved ones, without attributes.
struct GetCustomActivityTypesEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/external/types.json")
    static let permission = PermissionRequirement.readOnlyActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let types = try context.store.read { try $0.customActivityTypes() }
        return .records(types.map { CustomActivityTypeRecord($0, withAttributes: false) })
    }
}

/// `Describe Custom Activity Type`: the approved definition, or with `draft=true`, or
/// while there is no other, the draft.
struct DescribeCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.get, "/rest/v1/activities/external/type/{apiName}/describe.json")
    static let permission = PermissionRequirement.readOnlyActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        let wantsDraft = try request.boolean("draft") ?? false
        let type = try context.store.read { try $0.requiredCustomActivityType(request) }
        return .record(
            CustomActivityTypeRecord(type, definition: wantsDraft ? type.draft : type.approved))
    }
}

/// `Create Custom Activity Type`: makes a draft.
struct CreateCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let body = request.json ?? [:]
        let apiName = try CustomActivityInput.apiName(in: body)
        let name = try CustomActivityInput.text("name", in: body)
        let trigger = try CustomActivityInput.text("triggerName", in: body)
        let filter = try CustomActivityInput.text("filterName", in: body)
        guard let primary = body.member(named: "primaryAttribute"), !primary.isNull else {
            throw APIError.missing("primaryAttribute", in: .lead)
        }
        guard let primary = primary.object else { throw APIError.invalidType(primary.jsonText, "JSON") }
        let definition = CustomActivityType.Definition(
            name: name, description: body.member(named: "description").flatMap(CustomActivityInput.description),
            triggerName: trigger,
            filterName: filter,
            // Adobe: the primary attribute is always a string.
            primaryAttribute: try CustomActivityInput.attribute(primary, dataType: .string))

        let type = try await context.write { writer in
            try writer.reader.requireFree(apiName: apiName)
            let types = try writer.reader.customActivityTypes()
            guard types.count < CustomActivityInput.maximumTypes else { throw APIError.activityTypeLimit }
            try writer.reader.requireFree(definition, except: nil)
            return try writer.createCustomActivityType(apiName: apiName, definition: definition)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// `Update Custom Activity Type`: changes the draft; members that are absent or empty leave what was
/// there, `description` may be emptied.
///
/// The API name changes only until the type is first approved, because from then on clients know the
/// type by it.
/// - Source: Adobe, "Custom Activities"; when the API name is fixed is our choice.
struct UpdateCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let change = try Change(request.json ?? [:])
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            var newName: String?
            if let apiName = change.apiName, !apiName.isIdentical(to: type.apiName) {
                guard type.approved == nil else { throw APIError.activityTypeInUse }
                if apiName.caseFolded != type.apiName.caseFolded { try writer.reader.requireFree(apiName: apiName) }
                newName = apiName
            }
            return try writer.changeDraft(of: type, apiName: newName, change.apply)
        }
        return .record(CustomActivityTypeRecord(type))
    }

    private struct Change: Sendable {
        var apiName: String?
        private var name: String?
        private var triggerName: String?
        private var filterName: String?
        private var description: JSONValue?
        private var primary: CustomActivityAttributeChange?

        init(_ body: JSONObject) throws(APIError) {
            apiName = try CustomActivityInput.optionalApiName(in: body)
            name = try CustomActivityInput.optionalText("name", in: body)
            triggerName = try CustomActivityInput.optionalText("triggerName", in: body)
            filterName = try CustomActivityInput.optionalText("filterName", in: body)
            description = body.member(named: "description")
            guard let given = body.member(named: "primaryAttribute"), !given.isNull else { return }
            guard let object = given.object else { throw .invalidType(given.jsonText, "JSON") }
            primary = try CustomActivityAttributeChange(object)
            primary?.newApiName = try CustomActivityInput.optionalApiName(in: object)
        }

        func apply(to definition: inout CustomActivityType.Definition) throws {
            if let name { definition.name = name }
            if let triggerName { definition.triggerName = triggerName }
            if let filterName { definition.filterName = filterName }
            if let description { definition.description = CustomActivityInput.description(description) }
            try primary?.apply(to: &definition.primaryAttribute, isPrimary: true)
        }
    }
}

/// `Approve Custom Activity Type`: the draft becomes what activities are added with.
struct ApproveCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/approve.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            guard let draft = type.draft else { throw APIError.noActivityTypeDraft(type.apiName) }
            try writer.reader.requireNamesKept(of: type, in: draft)
            return try writer.approve(type)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// `Discard Custom Activity Type Draft`: returns to the approved definition. A type that never was
/// approved is nothing but its draft, so that it is deleted instead.
struct DiscardCustomActivityTypeDraftEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/discardDraft.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            guard type.draft != nil else { throw APIError.noActivityTypeDraft(type.apiName) }
            guard type.approved != nil else { throw APIError.neverApprovedActivityType(type.apiName) }
            return try writer.discardDraft(of: type)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// `Delete Custom Activity Type`: the type goes, its activities stay; 1022 while rules refer to it.
struct DeleteCustomActivityTypeEndpoint: Endpoint {
    static let route = Route(.post, "/rest/v1/activities/external/type/{apiName}/delete.json")
    static let permission = PermissionRequirement.readWriteActivityMetadata

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try await context.write { writer in
            let type = try writer.reader.requiredCustomActivityType(request)
            guard try !writer.reader.isUsed(type.id) else { throw APIError.activityTypeInUse }
            return try writer.delete(type)
        }
        return .record(CustomActivityTypeRecord(type))
    }
}

/// A custom activity type, of its draft or of its approved definition.
struct CustomActivityTypeRecord: WireRecord {
    private let type: CustomActivityType
    private let definition: CustomActivityType.Definition?
    private let withAttributes: Bool

    /// The draft while there is one; lists leave the attributes out.
    init(_ type: CustomActivityType, definition: CustomActivityType.Definition? = nil, withAttributes: Bool = true) {
        self.type = type
        self.definition = definition ?? type.latest
        self.withAttributes = withAttributes
    }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", type.id)
            writer.member("apiName", type.apiName)
            if let definition {
                writer.member("name", definition.name)
                writer.member("description", ifPresent: definition.description)
                writer.member("triggerName", definition.triggerName)
                writer.member("filterName", definition.filterName)
            }
            writer.member("createdAt", type.createdAt.iso8601)
            writer.member("updatedAt", type.updatedAt.iso8601)
            writer.member("status", type.status.rawValue)
            guard withAttributes, let definition else { return }
            writer.key("primaryAttribute")
            attribute(definition.primaryAttribute, isPrimary: true, &writer)
            writer.key("attributes")
            writer.array(definition.attributes) { attribute($1, isPrimary: false, &$0) }
        }
    }

    private func attribute(_ attribute: CustomActivityType.Attribute, isPrimary: Bool, _ writer: inout JSONWriter) {
        writer.object {
            $0.member("apiName", attribute.apiName)
            $0.member("name", attribute.name)
            $0.member("description", ifPresent: attribute.description)
            $0.member("dataType", attribute.dataType.rawValue)
            if !isPrimary { $0.member("isPrimary", false) }
        }
    }
}
