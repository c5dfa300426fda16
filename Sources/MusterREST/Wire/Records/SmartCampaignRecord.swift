import MusterEngine
import MusterFlows
import MusterModel
import MusterRules
import MusterStore

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
