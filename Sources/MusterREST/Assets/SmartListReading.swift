import MusterAudience
import MusterModel
import MusterRules
import MusterStore

/// Puts the records of smart lists together inside one snapshot.
struct SmartListReading {
    let reader: StoreReader
    private let urls: AssetURL

    init(_ reader: StoreReader, _ context: APIContext) {
        self.reader = reader
        urls = AssetURL(context)
    }

    /// `nil` for `nil`, and for the lists of campaigns in no folder: those are the server's own,
    /// which the API does not show.
    func record(_ list: SmartList?, includesRules: Bool = false) throws -> SmartListRecord? {
        guard let list, let folder = list.folder else { return nil }
        let isLocal = try list.campaignID != nil || reader.programID(containing: folder) != nil
        return SmartListRecord(
            list: list, url: urls.smartList(list.id, isLocal: isLocal),
            rules: includesRules ? try reader.ruleDocument.json(list.rules) : nil)
    }
}

extension APIContext {
    /// The answer of calls about one smart list; the no-assets warning when there is none.
    func smartList(
        includesRules: Bool = false, _ find: (StoreReader) throws -> SmartList?
    ) throws -> APIResult {
        let record = try store.read { reader in
            try SmartListReading(reader, self).record(try find(reader), includesRules: includesRules)
        }
        return record.map(APIResult.record) ?? .noAssets
    }
}
