import MusterModel
import MusterStore

/// Changes settings of the instance: only the members that are given.
struct UpdateInstanceSettingsEndpoint: DocumentEndpoint {
    static let route = Route(.put, "/muster/v1/settings.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let json = try request.document()
        let settings = try await context.store.write { writer in
            var settings = writer.catalogs.settings
            try InstanceSettingsDocument.apply(json, to: &settings)
            try writer.setSettings(settings)
            return settings
        }
        return .json(.object(InstanceSettingsDocument.json(settings)))
    }
}
