public import MusterModel
import MusterRules
public import MusterStore

extension AssetUses {
    /// Whether a program, with everything inside it, can go: nothing outside names any of it, no campaign
    /// inside is active or the server's own, and no batch run is in progress there.
    public func canDelete(_ program: Program, contents: [ProgramItem]) throws -> Bool {
        var insiders = ProgramInsiders()
        for item in [.program(program)] + contents { try insiders.add(item, reader) }
        for campaign in insiders.campaigns.values {
            if campaign.isActive || campaign.isSystem { return false }
            if let run = try reader.runningRun(of: campaign.id), !run.isTrigger { return false }
        }
        return try insiders.assets.allSatisfy { asset in
            try users(of: asset).allSatisfy { insiders.holds($0) }
        }
    }
}

/// What is inside a program, as rules and flows name it.
private struct ProgramInsiders {
    var assets: Set<AssetReference> = []
    var campaigns: [SmartCampaignID: SmartCampaign] = [:]

    mutating func add(_ item: ProgramItem, _ reader: StoreReader) throws {
        switch item {
        case .folder: break
        case .program(let program):
            assets.insert(AssetReference(.program, program.id.rawValue))
            if let list = try reader.smartList(ofEmailProgram: program.id) { add(list.id) }
        case .email(let email): assets.insert(AssetReference(.email, email.id.rawValue))
        case .staticList(let list): assets.insert(AssetReference(.staticList, list.id.rawValue))
        case .smartList(let list): add(list.id)
        case .smartCampaign(let campaign):
            campaigns[campaign.id] = campaign
            assets.insert(AssetReference(.smartCampaign, campaign.id.rawValue))
            add(campaign.smartListID)
        }
    }

    private mutating func add(_ list: SmartListID) { assets.insert(AssetReference(.smartList, list.rawValue)) }

    func holds(_ user: AssetUser) -> Bool {
        switch user {
        case .smartCampaign(let campaign): campaigns[campaign.id] != nil
        case .smartList(let list): assets.contains(AssetReference(.smartList, list.id.rawValue))
        }
    }
}
