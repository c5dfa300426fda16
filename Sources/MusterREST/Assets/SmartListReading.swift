import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Finds smart lists and puts their records together.
struct SmartListReading: AssetReading {
    private let snapshot: AssetSnapshot
    private var reader: StoreReader { snapshot.reader }

    init(_ snapshot: AssetSnapshot) { self.snapshot = snapshot }

    struct Parts: Sendable {
        var rules = false
    }

    static func parts(_ request: APIRequest, of call: AssetCall) throws(APIError) -> Parts {
        switch call {
        case .byID, .byName: Parts(rules: try request.includesRules())
        case .browse, .write: Parts()
        }
    }

    func asset(id: Int64) throws -> SmartList? { try reader.smartList(SmartListID(id)) }
    func asset(named name: String) throws -> SmartList? { try reader.smartList(named: name) }
    func list(of campaign: SmartCampaignID) throws -> SmartList? { try reader.smartList(of: campaign) }
    func list(ofEmailProgram program: ProgramID) throws -> SmartList? {
        try reader.smartList(ofEmailProgram: program)
    }
    func assets(_ query: AssetQuery) throws -> [SmartList] { try reader.smartLists(query) }

    /// `nil` for the server's own lists, and for those of campaigns in no folder.
    func record(_ list: SmartList, _ parts: Parts) throws -> SmartListRecord? {
        guard !list.isSystem, let folder = list.folder else { return nil }
        let isLocal = try list.owner != nil || reader.programID(containing: folder) != nil
        return SmartListRecord(
            list: list, url: snapshot.urls.smartList(list.id, isLocal: isLocal),
            rules: parts.rules ? try reader.ruleDocument.json(list.rules) : nil)
    }
}

/// A smart list in the asset API.
struct SmartListRecord: WireRecord {
    let list: SmartList
    let url: String
    /// Only when they were asked for.
    var rules: JSONObject?

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", list.id)
            writer.member("name", list.name)
            if let description = list.description, !description.isEmpty { writer.member("description", description) }
            writer.member("createdAt", list.createdAt.assetText)
            writer.member("updatedAt", list.updatedAt.assetText)
            writer.member("url", url)
            if let folder = list.folder { writer.member("folder", folder) }
            writer.member("workspace", Workspace.name)
            if let rules { writer.member("rules", .object(rules)) }
        }
    }
}
