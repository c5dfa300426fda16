import MusterAuthoring
import MusterModel
import MusterStore

/// *Clone Smart Campaign*: list, flow, qualification and communication limit; neither schedule nor
/// activation nor members.
struct CloneSmartCampaignEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/clone.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let new = try NewAsset(.smartCampaign, request)
        // Marketo's release notes of March 2022 name it; the swagger does not.
        let isExecutable = try request.boolean("isExecutable")
        let source = SmartCampaignID(request.id)
        return try await context.write(SmartCampaignReading.self, .init()) { writer in
            let campaign = try writer.reader.required(source)
            try new.check(writer.reader)
            do {
                return try CampaignCloning(writer).clone(
                    campaign, name: new.name, description: new.description ?? "", folder: new.container,
                    isExecutable: isExecutable
                ).rawValue
            } catch let error as RuleError {
                throw APIError.businessRule("Cannot clone Smart Campaign. \(error)")
            }
        }
    }
}
