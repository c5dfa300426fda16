import MusterModel

/// Lists, programs and tokens come and go, whether something uses them or not.
extension ChaosPlayer {
    private static let mostLists = 12
    private static let mostPrograms = 5

    func createAsset() async throws -> Bool {
        let known = world.now
        let name = "List \(fresh())"
        if random.chance(50) {
            guard known.staticLists.count < Self.mostLists else { return false }
            let isInside = random.chance(40) && !known.programs.isEmpty
            let folder =
                isInside ? Self.folder(random.pick(known.programs).id, "Program") : Self.folder(Self.groupLists)
            return try await client.form(
                "/rest/asset/v1/staticLists.json", ["name": name, "folder": folder]
            ).succeeded
        }
        guard known.smartLists.count < Self.mostLists else { return false }
        let answer = try await client.post(
            "/muster/v1/smartLists.json",
            ["name": .string("Smart \(name)"), "folder": ["id": .integer(Self.smartLists), "type": "Folder"]])
        guard let id = answer.id else { return false }
        let rules = ChaosDocuments(world: known).rules(triggers: false, using: &random)
        return try await client.put("/muster/v1/smartList/\(id)/rules.json", rules).succeeded
    }

    func deleteAsset() async throws -> Bool {
        let known = world.now
        let kinds: [(String, [ChaosWorld.Asset])] = [
            ("staticList", known.staticLists), ("smartList", known.smartLists),
            ("program", known.programs.filter { !["Program 1", "Program 2"].contains($0.name) }),
        ]
        let (kind, assets) = random.pick(kinds)
        guard !assets.isEmpty else { return false }
        return try await client.form("/rest/asset/v1/\(kind)/\(random.pick(assets).id)/delete.json").succeeded
    }

    func cloneAsset() async throws -> Bool {
        let known = world.now
        if random.chance(40) {
            guard known.programs.count < Self.mostPrograms, let program = known.programs.first else { return false }
            return try await client.form(
                "/rest/asset/v1/program/\(program.id)/clone.json",
                ["name": "Copy \(fresh())", "folder": Self.folder(Self.marketingActivities)]
            ).succeeded
        }
        guard known.smartLists.count < Self.mostLists, !known.smartLists.isEmpty else { return false }
        return try await client.form(
            "/rest/asset/v1/smartList/\(random.pick(known.smartLists).id)/clone.json",
            ["name": "Copy \(fresh())", "folder": Self.folder(Self.smartLists)]
        ).succeeded
    }

    func createToken() async throws -> Bool {
        let isScore = random.chance(50)
        let known = world.now
        let isInside = random.chance(50) && !known.programs.isEmpty
        let container = isInside ? random.pick(known.programs).id : Self.marketingActivities
        return try await client.form(
            "/rest/asset/v1/folder/\(container)/tokens.json",
            [
                "name": isScore ? "Points" : "Word", "type": isScore ? "score" : "text",
                "value": isScore ? "+\(random.number(1...3))" : "word \(random.below(9))",
                "folderType": isInside ? "Program" : "Folder",
            ]
        ).succeeded
    }

    /// Folders that every instance has.
    static let marketingActivities: Int64 = 4
    private static let (groupLists, smartLists) = (Int64(12), Int64(13))

    static func folder(_ id: Int64, _ type: String = "Folder") -> String { #"{"id":\#(id),"type":"\#(type)"}"# }
}
