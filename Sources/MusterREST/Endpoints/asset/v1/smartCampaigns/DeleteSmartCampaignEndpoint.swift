import MusterModel
import MusterStore

/// *Delete Smart Campaign*: with its list and flow; what it has done stays in the activity log.
struct DeleteSmartCampaignEndpoint: AssetDeleteEndpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/delete.json")

    static func delete(_ id: Int64, _ writer: StoreWriter) throws {
        let campaign = try writer.reader.required(SmartCampaignID(id))
        guard !campaign.isSystem else { throw APIError.cannotDelete("Smart Campaign", "It is a system campaign") }
        guard !campaign.isActive else { throw APIError.cannotDelete("Smart Campaign", "It is active") }
        // Nothing can name the campaign's own list.
        try AssetSort.smartCampaign.refuseWhileUsed(id, writer.reader)
        if let run = try writer.reader.runningRun(of: campaign.id), !run.isTrigger {
            throw APIError.cannotDelete("Smart Campaign", "A run is in progress")
        }
        try writer.deleteSmartCampaign(campaign)
    }
}
