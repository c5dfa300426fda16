import MusterAudience
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

/// What the asset envelope looks like around these records; `stable` puts `#` for the request id.
func assetAnswer(_ records: String...) -> String {
    ##"{"success":true,"errors":[],"requestId":"#","warnings":[],"result":["## + records.joined(separator: ",") + "]}"
}

let noAssetsAnswer =
    ##"{"success":true,"errors":[],"requestId":"#","warnings":["No assets found for the given search criteria."]}"##

extension APIAnswer {
    /// The names of the records, for browses.
    var names: [String] { (result ?? []).compactMap { $0.object?["name"]?.text } }
    var record: JSONObject? { result?.first?.object }
}

/// Words for making assets.
extension APIFixture {
    /// `/Marketing Activities/Default`.
    static let campaigns = FolderReference.folder(SystemAssets.marketingActivities)
    static let smartLists = FolderReference.folder(SystemAssets.smartLists)

    @discardableResult
    func campaign(
        _ name: String, in folder: FolderReference? = campaigns, rules: String? = nil, flow: String? = nil,
        _ change: @escaping @Sendable (inout SmartCampaign) -> Void = { _ in }
    ) async throws -> SmartCampaignID {
        try await store.write { writer in
            var campaign = try writer.createSmartCampaign(name: name, folder: folder)
            change(&campaign)
            try writer.updateSmartCampaign(campaign)
            let authoring = CampaignAuthoring(writer)
            if let rules {
                let read = try writer.reader.ruleDocument.read(JSONParser.parse(rules), allowsTriggers: true)
                try authoring.setRules(read, of: campaign.smartListID)
            }
            if let flow {
                try authoring.setFlow(try writer.reader.flowDocument.read(JSONParser.parse(flow)), of: campaign.id)
            }
            return campaign.id
        }
    }

    /// A trigger campaign that can be activated.
    @discardableResult
    func triggerCampaign(_ name: String, trigger: String = #"{"Person is Created":{}}"#) async throws -> SmartCampaignID
    {
        try await campaign(
            name, rules: #"{"triggers":[\#(trigger)],"filters":[]}"#,
            flow: #"{"flow":[{"Change Score":{"Score Name":"Lead Score","Change":"+1"}}]}"#)
    }

    @discardableResult
    func smartList(
        _ name: String, in folder: FolderReference = smartLists, rules: String? = nil, description: String? = nil
    ) async throws -> SmartListID {
        try await store.write { writer in
            let list = try writer.createSmartList(name: name, description: description, folder: folder)
            if let rules {
                let read = try writer.reader.ruleDocument.read(JSONParser.parse(rules), allowsTriggers: false)
                try CampaignAuthoring(writer).setRules(read, of: list.id)
            }
            return list.id
        }
    }

    @discardableResult
    func program(
        _ name: String, kind: Program.Kind = .standard, channel: String = "Blog", in folder: FolderReference = campaigns
    ) async throws -> ProgramID {
        try await store.write { try $0.createProgram(name: name, kind: kind, channel: channel, folder: folder).id }
    }

    @discardableResult
    func folder(_ name: String, in parent: FolderReference = campaigns) async throws -> FolderID {
        try await store.write { try $0.createFolder(name: name, description: nil, parent: parent).id }
    }

    /// The next thing of this sort gets this id.
    func next(_ sequence: IDSequence, _ id: Int64) async throws {
        _ = try await store.write { writer in
            try writer.rows.execute(
                "INSERT INTO sequence (name, next) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = excluded.next",
                [.text(sequence.rawValue), .int(id)])
        }
    }

    /// Makes it look as if the asset had been made and changed then.
    func stamp(_ table: String, _ id: Int64, created: String, updated: String? = nil) async throws {
        let created = try #require(Instant(text: created))
        let updated = try updated.map { try #require(Instant(text: $0)) } ?? created
        try await store.write { writer in
            try writer.rows.execute(
                "UPDATE \(table) SET created_at = ?, updated_at = ? WHERE id = ?",
                [.int(created.milliseconds), .int(updated.milliseconds), .int(id)])
            // Any asset write tells caches to forget; a raw statement does not.
            try writer.setSettings(writer.catalogs.settings)
        }
    }
}
