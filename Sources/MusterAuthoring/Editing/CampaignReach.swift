import MusterModel
import MusterRules
public import MusterStore

/// Whether a change reaches people by itself: through a campaign that is at work, or will be when its time
/// comes.
///
/// At work is a campaign that is active, recurs, or has a run that is planned or not over. Lists count with every
/// list that they are nested in, tokens with everything below their folder.
public struct CampaignReach {
    private let reader: StoreReader

    public init(_ reader: StoreReader) { self.reader = reader }

    public func includes(_ intervention: Intervention) throws -> Bool {
        switch intervention {
        case .rules(let list):
            var seen: Set<SmartListID> = []
            return try isAtWork(list, &seen)
        case .flow(let id), .settings(let id), .removal(let id):
            return try reader.smartCampaign(id).map(isAtWork) ?? false
        case .tokens(let container): return try !reader.smartCampaigns(workingBelow: container).isEmpty
        case .mail(let id):
            var seen: Set<SmartListID> = []
            if try isUsed(AssetReference(.email, id.rawValue), &seen) { return true }
            let program = try (reader.email(id)?.folder).flatMap { try reader.programID(containing: $0) }
            return try program.map { try !reader.smartCampaigns(workingBelow: .program($0)).isEmpty } ?? false
        case .schedule, .activation, .deactivation, .leadFields, .activityTypes, .instanceSettings: return true
        }
    }

    private func isAtWork(_ campaign: SmartCampaign) throws -> Bool {
        try campaign.isActive || campaign.recurrence != nil || reader.hasOpenRun(campaign.id)
    }

    private func isAtWork(_ id: SmartListID, _ seen: inout Set<SmartListID>) throws -> Bool {
        guard seen.insert(id).inserted, let list = try reader.smartList(id) else { return false }
        if let owner = try list.campaignID.flatMap({ try reader.smartCampaign($0) }), try isAtWork(owner) {
            return true
        }
        return try isUsed(AssetReference(.smartList, id.rawValue), &seen)
    }

    private func isUsed(_ asset: AssetReference, _ seen: inout Set<SmartListID>) throws -> Bool {
        for user in try AssetUses(reader).users(of: asset) {
            switch user {
            case .smartCampaign(let campaign): if try isAtWork(campaign) { return true }
            case .smartList(let list): if try isAtWork(list.id, &seen) { return true }
            }
        }
        return false
    }
}
