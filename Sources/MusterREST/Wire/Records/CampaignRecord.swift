import MusterEngine
import MusterFlows
import MusterModel

/// A smart campaign as the lead API answers it.
struct CampaignRecord: WireRecord {
    let definition: CampaignDefinition

    func write(_ writer: inout JSONWriter) {
        let campaign = definition.campaign
        writer.object { writer in
            writer.member("id", campaign.id)
            writer.member("name", campaign.name)
            if !campaign.description.isEmpty { writer.member("description", campaign.description) }
            writer.member("type", definition.isTrigger ? "trigger" : "batch")
            writer.member("programName", ifPresent: definition.facts.programName)
            if let program = definition.facts.programID { writer.member("programId", program) }
            writer.member("workspaceName", Workspace.name)
            writer.member("createdAt", campaign.createdAt.iso8601)
            writer.member("updatedAt", campaign.updatedAt.iso8601)
            writer.member("active", campaign.isActive)
        }
    }
}
