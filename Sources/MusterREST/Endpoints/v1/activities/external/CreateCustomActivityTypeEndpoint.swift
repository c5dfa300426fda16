import MusterModel
import MusterStore

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
            name: name, description: body.member(named: "description")?.scalarText, triggerName: trigger,
            filterName: filter,
            // Adobe: the primary attribute is always a string.
            primaryAttribute: try CustomActivityInput.attribute(primary, dataType: .string))

        let type = try await context.store.write { writer in
            let types = try writer.reader.customActivityTypes()
            guard !types.contains(where: { $0.apiName.caseFolded == apiName.caseFolded }) else {
                throw APIError.activityTypeExists
            }
            guard types.count < CustomActivityInput.maximumTypes else { throw APIError.activityTypeLimit }
            try Self.checkNames(definition, types, writer.catalogs.activityTypes)
            return try writer.createCustomActivityType(apiName: apiName, definition: definition)
        }
        return .record(CustomActivityTypeRecord(type))
    }

    /// Rules find types by the names of their filter and trigger, so that these are unique.
    private static func checkNames(
        _ new: CustomActivityType.Definition, _ types: [CustomActivityType], _ catalog: ActivityTypeCatalog
    ) throws {
        let others = types.flatMap { [$0.draft, $0.approved] }.compactMap(\.self)
        if catalog.type(filterNamed: new.filterName) != nil
            || others.contains(where: { $0.filterName.caseFolded == new.filterName.caseFolded })
        {
            throw APIError.invalidChoice("filterName", new.filterName)
        }
        if catalog.type(triggerNamed: new.triggerName) != nil
            || others.contains(where: { $0.triggerName.caseFolded == new.triggerName.caseFolded })
        {
            throw APIError.invalidChoice("triggerName", new.triggerName)
        }
        if catalog.types.contains(where: { $0.name.caseFolded == new.name.caseFolded })
            || others.contains(where: { $0.name.caseFolded == new.name.caseFolded })
        {
            throw APIError.invalidChoice("name", new.name)
        }
    }
}
