import MusterAudience
import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

/// Every place of a definition where an asset can be named counts as a use, and nothing else does.
@Suite struct AssetUsesTests {
    private static let nothing = #"{"flow":[{"Wait":"1 day"}]}"#

    private static func users(_ api: EngineFixture, of kind: AssetKind, _ id: Int64) throws -> [String] {
        try api.store.read { try AssetUses($0).users(of: AssetReference(kind, id)) }.map { user in
            switch user {
            case .smartCampaign(let campaign): "campaign \(campaign.name)"
            case .smartList(let list): "list \(list.name)"
            }
        }
    }

    @Test("filters, flow steps and choices of campaigns, and filters of lists")
    func places() async throws {
        try await EngineFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            try await api.campaign(
                "Filter", rules: #"{"filters":[{"Member of List":{"in":["VIPs"]}}]}"#, flow: Self.nothing)
            try await api.campaign(
                "Step", rules: #"{"filters":[{"Email Address":"a@b.c"}]}"#, flow: #"{"flow":[{"Add to List":"VIPs"}]}"#)
            try await api.campaign(
                "Choice", rules: #"{"filters":[{"Email Address":"a@b.c"}]}"#,
                flow: #"{"flow":[{"Wait":{"choices":[{"if":{"Member of List":{"in":"VIPs"}},"Duration":"1 day"}]}}]}"#)
            try await api.campaign(
                "Trigger", rules: #"{"triggers":[{"Added to List":{"List Name":"VIPs"}}],"filters":[]}"#,
                flow: Self.nothing)
            try await api.campaign(
                "Stranger", rules: #"{"filters":[{"Email Address":"VIPs"}]}"#, flow: Self.nothing)
            try await api.store.write { writer in
                let saved = try writer.createSmartList(
                    name: "Saved", description: nil, folder: .folder(SystemAssets.smartLists))
                let rules = try writer.reader.ruleDocument.read(
                    JSONParser.parse(#"{"filters":[{"Member of List":{"in":["VIPs"]}}]}"#), allowsTriggers: false)
                try CampaignAuthoring(writer).setRules(rules, of: saved.id)
            }
            #expect(
                try Self.users(api, of: .staticList, list.rawValue)
                    == ["campaign Filter", "campaign Step", "campaign Choice", "campaign Trigger", "list Saved"])
        }
    }

    @Test("an asset of another kind with the same id, and an id that only begins alike, are not uses")
    func lookalikes() async throws {
        try await EngineFixture.run { api async throws in
            let list = try await api.staticList("VIPs")
            try await api.campaign(
                "Step", rules: #"{"filters":[{"Email Address":"a@b.c"}]}"#, flow: #"{"flow":[{"Add to List":"VIPs"}]}"#)
            #expect(try Self.users(api, of: .smartList, list.rawValue).isEmpty)
            #expect(try Self.users(api, of: .staticList, list.rawValue / 10).isEmpty)
            #expect(try Self.users(api, of: .staticList, list.rawValue * 10).isEmpty)
        }
    }
}
