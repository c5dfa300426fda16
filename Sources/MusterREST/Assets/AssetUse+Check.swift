import MusterAuthoring
import MusterModel
import MusterRules
import MusterStore

extension AssetSort {
    /// How rules and flows refer to assets of the sort; `nil` where they cannot.
    var kind: AssetKind? {
        switch self {
        case .folder: nil
        case .program: .program
        case .smartCampaign: .smartCampaign
        case .smartList: .smartList
        case .staticList: .staticList
        }
    }

    /// Throws 709 when a list or a campaign names the asset; a campaign may name itself.
    func refuseWhileUsed(_ id: Int64, _ reader: StoreReader) throws {
        guard let kind else { return }
        for user in try AssetUses(reader).users(of: AssetReference(kind, id)) {
            if case .smartCampaign(let campaign) = user, self == .smartCampaign, campaign.id.rawValue == id { continue }
            throw APIError.cannotDelete(title, "It is in use by another asset")
        }
    }
}
