import MusterAudience
import MusterFlows
public import MusterModel
public import MusterRules
public import MusterStore

/// Something whose rules or flow name an asset.
public enum AssetUser: Sendable {
    case smartCampaign(SmartCampaign)
    /// A list that belongs to no campaign.
    case smartList(SmartList)
}

/// Who names an asset: in filters and triggers, in the parameters of flow steps, in choices.
public struct AssetUses {
    let reader: StoreReader

    public init(_ reader: StoreReader) { self.reader = reader }

    /// Campaigns by ascending id, then lists by ascending id. A campaign that names itself uses
    /// itself; its own list counts as the campaign.
    public func users(of asset: AssetReference) throws -> [AssetUser] {
        var campaigns: [SmartCampaignID: SmartCampaign] = [:]
        for campaign in try reader.smartCampaigns(mentioning: asset.id)
        where catalog.assets(in: campaign.flow).contains(asset) {
            campaigns[campaign.id] = campaign
        }
        var lists: [SmartList] = []
        for list in try reader.smartLists(mentioning: asset.id) where catalog.assets(in: list.rules).contains(asset) {
            guard let owner = list.campaignID else {
                lists.append(list)
                continue
            }
            if campaigns[owner] == nil { campaigns[owner] = try reader.smartCampaign(owner) }
        }
        return campaigns.values.sorted { $0.id < $1.id }.map(AssetUser.smartCampaign)
            + lists.map(AssetUser.smartList)
    }

    private var catalog: RuleCatalog { reader.ruleCatalog }
}

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

/// Looks through *Member of Smart List* rules for a list that would contain itself.
struct SmartListNesting {
    let reader: StoreReader

    /// One problem for each value of `rules` that leads back to `list`.
    func cycles(in rules: RuleSet, of list: SmartListID) throws -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for reference in Self.references(in: rules) where try leads(reference.list, to: list) {
            let name = try reader.assetName(.smartList, id: reference.list.rawValue) ?? reference.list.description
            problems.append(
                Diagnostic(reference.path, "the smart list would contain itself through '\(name)'"))
        }
        return problems
    }

    private func leads(_ start: SmartListID, to target: SmartListID) throws -> Bool {
        var seen: Set<SmartListID> = []
        var open = [start]
        while let next = open.popLast() {
            if next == target { return true }
            guard seen.insert(next).inserted, let rules = try reader.smartList(next)?.rules else { continue }
            open += Self.references(in: rules).map(\.list)
        }
        return false
    }

    private static func references(in rules: RuleSet) -> [(path: String, list: SmartListID)] {
        let type = MemberOfSmartListFilter()
        return rules.filters.enumerated().flatMap { filter, rule in
            guard rule.kind == .attribute, rule.typeID == type.id, rule.name == type.name else {
                return [(path: String, list: SmartListID)]()
            }
            return rule.conditions.enumerated().flatMap { condition, content in
                content.values.enumerated().compactMap { index, value in
                    value.assetID.map {
                        ("filters[\(filter)].conditions[\(condition)].values[\(index)]", SmartListID($0))
                    }
                }
            }
        }
    }
}
