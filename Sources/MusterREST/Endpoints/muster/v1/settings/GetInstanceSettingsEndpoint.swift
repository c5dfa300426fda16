import MusterModel
import MusterStore

/// The settings of the instance.
struct GetInstanceSettingsEndpoint: Endpoint {
    static let route = Route(.get, "/muster/v1/settings.json")
    static let permission = PermissionRequirement.readOnlyAssets

    func handle(_ request: APIRequest, _ context: APIContext) throws -> APIResult {
        .json(.object(InstanceSettingsDocument.json(context.store.catalogs.settings)))
    }
}
