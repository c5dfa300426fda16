import MusterAudience
import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

/// Finds smart campaigns by id and puts their records together. Records are remembered as bytes
/// until an asset changes.
struct SmartCampaignReading: AssetReading {
    private let snapshot: AssetSnapshot
    private let moment: Moment
    var reader: StoreReader { snapshot.reader }

    init(_ snapshot: AssetSnapshot) {
        self.snapshot = snapshot
        moment = Moment(snapshot.context.now, in: snapshot.reader.catalogs.settings.timeZone)
    }

    struct Parts: Sendable {
        var flow = false
    }

    static func parts(_ request: APIRequest, of call: AssetCall) throws(APIError) -> Parts {
        switch call {
        case .byID, .byName: Parts(flow: try request.includesFlow())
        case .browse, .write: Parts()
        }
    }

    func asset(id: Int64) -> SmartCampaignID? { SmartCampaignID(id) }
    func asset(named name: String) throws -> SmartCampaignID? { try reader.smartCampaignID(named: name) }
    func assets(_ query: AssetQuery) throws -> [SmartCampaignID] { try reader.smartCampaignIDs(query) }

    /// `nil` when there is no such campaign.
    func record(_ id: SmartCampaignID, _ parts: Parts) throws -> WrittenRecord? {
        if parts.flow { return try fresh(id, includesFlow: true).map(WrittenRecord.init) }
        let records = snapshot.context.services.campaignRecords
        if let known = records.record(id, version: snapshot.reader.position.records, now: moment.instant) {
            return known
        }
        guard let record = try fresh(id, includesFlow: false) else { return nil }
        let written = WrittenRecord(record)
        records.keep(written, id, version: snapshot.reader.position.records, staleAfter: staleAfter(record))
        return written
    }

    /// What the bytes are made of.
    func fresh(_ id: SmartCampaignID, includesFlow: Bool = false) throws -> SmartCampaignRecord? {
        let library = snapshot.context.engine.library
        guard let definition = try library.definition(id, reader: reader, at: moment) else { return nil }
        let hasRun = try !definition.isTrigger && reader.hasRun(id)
        return SmartCampaignRecord(
            definition: definition, status: CampaignStatus(definition, hasRun: hasRun, at: moment),
            computedURL: snapshot.urls.smartCampaign(id),
            flow: includesFlow ? try reader.flowDocument.json(definition.campaign.flow) : nil)
    }

    /// When the record may change although nothing is written: a recurrence comes to its end.
    private func staleAfter(_ record: SmartCampaignRecord) -> Instant? {
        record.definition.campaign.recurrence?.next(after: moment.instant, in: moment.timeZone)
    }
}

/// A smart campaign in the asset API, in the order of Adobe's examples.
struct SmartCampaignRecord: WireRecord {
    let definition: CampaignDefinition
    let status: CampaignStatus
    let computedURL: String
    /// Only when it was asked for.
    var flow: JSONObject?

    private var campaign: SmartCampaign { definition.campaign }
    var typeName: String { definition.isTrigger ? "trigger" : "batch" }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", campaign.id)
            writer.member("name", campaign.name)
            writer.member("description", campaign.description)
            writer.member("createdAt", campaign.createdAt.assetText)
            writer.member("updatedAt", campaign.updatedAt.assetText)
            if let folder = campaign.folder { writer.member("folder", folder) }
            writer.member("status", status.rawValue)
            writer.member("type", typeName)
            writer.member("isSystem", campaign.isSystem)
            writer.member("isActive", campaign.isActive)
            writer.member("isRequestable", definition.isRequestable(from: RequestSource.webService))
            writer.member("isCommunicationLimitEnabled", campaign.isCommunicationLimitEnabled)
            writer.member("recurrence", .object(RecurrenceDocument.json(campaign.recurrence)))
            writeQualification(&writer)
            writer.member("workspace", Workspace.name)
            writer.member("smartListId", campaign.smartListID)
            writer.member("flowId", campaign.flowID)
            if let program = campaign.parentProgramID { writer.member("parentProgramId", program) }
            writer.member("computedUrl", computedURL)
            if let flow { writer.member("flow", .object(flow)) }
        }
    }

    private func writeQualification(_ writer: inout JSONWriter) {
        writer.member("qualificationRuleType", campaign.qualification.wireName)
        if case .interval(let count, let unit) = campaign.qualification {
            writer.member("qualificationRuleInterval", count)
            writer.member("qualificationRuleUnit", unit.rawValue)
        }
        if let limit = campaign.maxMembers { writer.member("maxMembers", limit) }
    }
}
