import MusterModel
import MusterStore

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
        let type = try await context.store.write { writer in
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
