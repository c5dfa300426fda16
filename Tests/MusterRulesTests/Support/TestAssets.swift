import MusterModel
import MusterRules

/// A handful of assets by name.
struct TestAssets: AssetDirectory {
    var names: [AssetKind: [Int64: String]] = [
        .staticList: [1: "Customers", 2: "Webinar.Registrants"],
        .smartList: [11: "Hot Leads", 12: "Nested", 13: "Loop"],
        .program: [21: "Webinar", 22: "Trade Show"],
        .smartCampaign: [31: "Webinar.Invite", 32: "Score It"],
        .email: [41: "Webinar.Invitation", 42: "Newsletter"],
    ]
    var lists: [SmartListID: RuleSet] = [:]

    func assetID(_ kind: AssetKind, named name: String) throws -> Int64? {
        let wanted = name.caseFolded
        let named = names[kind, default: [:]]
        if let id = Int64(name), named[id] != nil { return id }
        return named.first { entry in
            entry.value.caseFolded == wanted || entry.value.caseFolded.hasSuffix("." + wanted)
        }?.key
    }

    func assetName(_ kind: AssetKind, id: Int64) throws -> String? { names[kind]?[id] }
    func rules(of list: SmartListID) throws -> RuleSet? {
        names[.smartList]?[list.rawValue] == nil ? nil : lists[list] ?? .empty
    }
}
