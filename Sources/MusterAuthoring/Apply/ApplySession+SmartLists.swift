import MusterAudience
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

extension ApplySession {
    typealias PlacedSmartList = PlacedAsset<AuthoredSmartList, SmartListID>

    /// Finds or makes the lists, without their rules.
    func placeSmartLists(_ lists: [AuthoredSmartList]) throws -> [PlacedSmartList] {
        try lists.compactMap { authored in
            guard let container = try container(of: authored.place, on: .smartLists) else { return nil }
            let name = try qualified(authored.name, in: container)
            let query = AssetQuery(folder: container, names: [authored.name], limit: .max)
            let found = try reader.smartLists(query).first { $0.folder == container && $0.campaignID == nil }
            if found == nil, try reader.nameIsTaken(authored.name, kind: .smartList, in: container) {
                problems.add(
                    authored.place.path, "there is a smart list '\(authored.name)' in another folder or program")
                return nil
            }
            let id =
                try found?.id
                ?? writer.createSmartList(name: authored.name, description: authored.description, folder: container).id
            return PlacedAsset(
                authored: authored, id: id, isNew: found == nil, kind: "smart list", name: name, rawID: id.rawValue)
        }
    }
}

extension ApplySession {
    func applyRules(of placed: PlacedSmartList) throws {
        guard var list = try reader.smartList(placed.id) else { return }
        if let description = placed.authored.description, (list.description ?? "") != description {
            list.description = description
            try writer.updateSmartList(list)
            placed.markChanged()
        }
        let program = try list.folder.flatMap { try programName(around: $0) }
        if try applyRules(placed.authored.rules, to: list, program: program, allowsTriggers: false) {
            placed.markChanged()
        }
    }

    /// Returns whether the rules of the list are others now. Problems of nested lists, such as a
    /// list that contains itself, only show when the rules are compiled.
    func applyRules(
        _ authored: AuthoredRules?, to list: SmartList, program: String?, allowsTriggers: Bool
    ) throws -> Bool {
        guard let authored else { return false }
        let assets = LocalAssetDirectory(assets: StoreAssetDirectory(reader), program: program)
        let document = RuleDocument(catalog: reader.ruleCatalog, assets: assets)
        let read = try problems.collect(at: authored.path) {
            try document.read(authored.document, allowsTriggers: allowsTriggers)
        }
        guard let rules = read?.keepingIDs(of: list.rules), rules != list.rules else { return false }
        try writer.setRules(rules, of: list.id)
        for problem in reader.ruleCompiler(at: moment).problems(rules) {
            problems.add(problem.inside(authored.path).path, problem.message)
        }
        return true
    }
}
