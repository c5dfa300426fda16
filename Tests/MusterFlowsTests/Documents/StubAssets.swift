import MusterModel
import MusterRules

/// A directory of a few assets.
struct StubAssets: AssetDirectory {
    struct Entry: Sendable {
        let kind: AssetKind
        let id: Int64
        let name: String
    }
    var entries: [Entry] = [
        Entry(kind: .staticList, id: 1001, name: "Spring.VIP"),
        Entry(kind: .staticList, id: 1002, name: "Everyone"),
        Entry(kind: .email, id: 1050, name: "Spring Webinar.Invitation"),
        Entry(kind: .smartCampaign, id: 1010, name: "Spring.Hot"),
    ]

    func assetID(_ kind: AssetKind, named name: String) -> Int64? {
        entries.first {
            $0.kind == kind && ($0.name == name || $0.name.hasSuffix("." + name) || String($0.id) == name)
        }?
        .id
    }
    func assetName(_ kind: AssetKind, id: Int64) -> String? { entries.first { $0.kind == kind && $0.id == id }?.name }
    func rules(of list: SmartListID) -> RuleSet? { nil }
}

extension StubAssets {
    func without(_ id: Int64) -> StubAssets {
        StubAssets(entries: entries.filter { $0.id != id })
    }
}
