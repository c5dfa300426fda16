import MusterAudience
import MusterEngine
import MusterModel
import MusterStore

/// Puts the records of smart campaigns together inside one snapshot.
struct SmartCampaignReading {
    let reader: StoreReader
    private let context: APIContext
    private let moment: Moment

    init(_ reader: StoreReader, _ context: APIContext) {
        self.reader = reader
        self.context = context
        moment = Moment(context.now, in: reader.catalogs.settings.timeZone)
    }

    /// `nil` when there is no such campaign.
    func record(_ id: SmartCampaignID, includesFlow: Bool = false) throws -> SmartCampaignRecord? {
        guard let definition = try context.engine.library.definition(id, reader: reader, at: moment) else { return nil }
        let hasRun = try !definition.isTrigger && reader.hasRun(id)
        return SmartCampaignRecord(
            definition: definition, status: CampaignStatus(definition, hasRun: hasRun, at: moment),
            computedURL: AssetURL(context).smartCampaign(id),
            flow: includesFlow ? try reader.flowDocument.json(definition.campaign.flow) : nil)
    }

    /// When the record may change although nothing is written: a recurrence comes to its end.
    func staleAfter(_ record: SmartCampaignRecord) -> Instant? {
        record.definition.campaign.recurrence?.next(after: moment.instant, in: moment.timeZone)
    }
}

extension APIContext {
    /// The answer of calls about one campaign; the no-assets warning when there is none.
    func smartCampaign(_ id: SmartCampaignID, includesFlow: Bool = false) throws -> APIResult {
        let record = try store.read { try SmartCampaignReading($0, self).record(id, includesFlow: includesFlow) }
        return record.map(APIResult.record) ?? .noAssets
    }
}
