public import MusterModel

/// Everything that reading and lowering rules must know about the assets of an instance.
///
/// Answers are those of one snapshot: a directory lives as long as the read it was made for.
public protocol AssetDirectory {
    /// The id behind `Program.Asset`, an asset's own name or a decimal id; `nil` when there is none.
    func assetID(_ kind: AssetKind, named name: String) throws -> Int64?
    /// The qualified name of today; `nil` when the asset has been deleted.
    func assetName(_ kind: AssetKind, id: Int64) throws -> String?
    /// The rules of a smart list; `nil` when it has been deleted.
    func rules(of list: SmartListID) throws -> RuleSet?
}

extension AssetKind {
    /// False for the kinds that Muster does not keep yet: pages and forms are known only by the
    /// text that activities recorded, so a rule compares that text and no id.
    public var isKept: Bool {
        switch self {
        case .staticList, .smartList, .smartCampaign, .program, .email: true
        case .form, .landingPage, .webhook, .segmentation, .leadPartition: false
        }
    }
}
