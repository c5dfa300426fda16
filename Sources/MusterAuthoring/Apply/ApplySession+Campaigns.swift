import MusterAudience
import MusterFlows
import MusterEngine
import MusterModel
import MusterRules
import MusterStore

extension ApplySession {
    typealias PlacedCampaign = PlacedAsset<AuthoredCampaign, SmartCampaignID>

    /// Finds or makes the campaigns, empty.
    func placeCampaigns(_ campaigns: [AuthoredCampaign]) throws -> [PlacedCampaign] {
        try campaigns.compactMap { authored in
            guard let container = try container(of: authored.place, on: .marketingActivities) else { return nil }
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            let found = try reader.smartCampaigns(query).first { $0.folder == container }
            let campaign =
                try found
                ?? writer.createSmartCampaign(
                    name: authored.name, description: authored.description ?? "", folder: container)
            return PlacedAsset(
                authored: authored, id: campaign.id, isNew: found == nil, kind: "smart campaign",
                name: try qualified(authored.name, in: container), rawID: campaign.id.rawValue)
        }
    }

    /// Rules, flow and settings.
    func applyContents(of placed: PlacedCampaign) throws {
        guard let campaign = try reader.smartCampaign(placed.id) else { return }
        try applySettings(of: placed, to: campaign)
        let program = try campaign.folder.flatMap { try programName(around: $0) }
        if let list = try reader.smartList(campaign.smartListID),
            try applyRules(placed.authored.rules, to: list, program: program, allowsTriggers: true)
        {
            placed.markChanged()
        }
        try applyFlow(of: placed, to: campaign, program: program)
    }

    private func applySettings(of placed: PlacedCampaign, to campaign: SmartCampaign) throws {
        let authored = placed.authored
        var changed = campaign
        changed.description = authored.description ?? campaign.description
        changed.qualification = authored.qualification ?? campaign.qualification
        changed.isCommunicationLimitEnabled =
            authored.isCommunicationLimitEnabled ?? campaign.isCommunicationLimitEnabled
        if let setting = authored.maxMembers { changed.maxMembers = setting.value }
        if let setting = authored.recurrence { changed.recurrence = setting.value }
        let isSame =
            changed.description.isIdentical(to: campaign.description)
            && changed.qualification == campaign.qualification && changed.maxMembers == campaign.maxMembers
            && changed.recurrence == campaign.recurrence
            && changed.isCommunicationLimitEnabled == campaign.isCommunicationLimitEnabled
        guard !isSame else { return }
        try writer.updateSmartCampaign(changed)
        placed.markChanged()
        if changed.recurrence != campaign.recurrence {
            try RecurringRuns(writer: writer).replan(changed.recurrence, of: campaign.id)
        }
    }

    private func applyFlow(of placed: PlacedCampaign, to campaign: SmartCampaign, program: String?) throws {
        guard let json = placed.authored.flow else { return }
        let document = FlowDocument(
            catalog: reader.ruleCatalog,
            assets: LocalAssetDirectory(assets: StoreAssetDirectory(reader), program: program),
            leadFields: writer.catalogs.leadFields)
        let read = try problems.collect(at: placed.authored.place.path) { try document.read(json) }
        guard let flow = read?.keepingIDs(of: campaign.flow), flow != campaign.flow else { return }
        try writer.setFlow(flow, of: campaign.id)
        placed.markChanged()
    }
}
