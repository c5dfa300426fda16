import MusterModel

/// The calls of Marketo's REST API that Muster aims at: the first tier of the contract.
/// Those without an endpoint answer 610. Endpoints are tested against this table.
struct ContractRoutes: Sendable {
    let routes: [Route]
    /// The permission as the contract names it.
    let permissionText: String
    let section: Int

    static let all: [ContractRoutes] = table.split(separator: "\n").map { line in
        let cells = line.split(separator: "|").map(\.trimmingBlanks)
        let call = cells[0].split(separator: " ")
        let methods = call[0].split(separator: ",").compactMap { APIMethod(rawValue: String($0)) }
        return ContractRoutes(
            routes: methods.map { Route($0, String(call[1])) }, permissionText: cells[1],
            section: Int(cells[2]) ?? 0)
    }

    static let sectionTitles: [Int: String] = [
        4: "Identity", 5: "Smart campaigns", 6: "Campaigns (lead API)", 7: "Smart lists",
        8: "Rule and flow authoring", 9: "Static lists", 10: "Folders",
        11: "Programs, channels, tags, tokens", 12: "Leads", 13: "Activities", 14: "Program members",
        15: "Bulk", 16: "Usage and limits",
    ]

    private static let table = """
        GET,POST /identity/oauth/token | none | 4
        GET /rest/asset/v1/smartCampaign/{id}.json | Read-Only Assets | 5
        GET /rest/asset/v1/smartCampaign/byName.json | Read-Only Assets | 5
        GET /rest/asset/v1/smartCampaigns.json | Read-Only Assets | 5
        GET /rest/asset/v1/smartCampaign/{id}/smartList.json | Read-Only Assets | 5
        POST /rest/asset/v1/smartCampaigns.json | Read-Write Assets | 5
        POST /rest/asset/v1/smartCampaign/{id}.json | Read-Write Assets | 5
        POST /rest/asset/v1/smartCampaign/{id}/clone.json | Read-Write Assets | 5
        POST /rest/asset/v1/smartCampaign/{id}/delete.json | Read-Write Assets | 5
        POST /rest/asset/v1/smartCampaign/{id}/activate.json | Activate Campaign | 5
        POST /rest/asset/v1/smartCampaign/{id}/deactivate.json | Deactivate Campaign | 5
        GET /rest/v1/campaigns.json | Read-Only Campaign | 6
        GET /rest/v1/campaigns/{id}.json | Read-Only Campaign | 6
        POST /rest/v1/campaigns/{id}/schedule.json | Execute Campaign | 6
        POST /rest/v1/campaigns/{id}/trigger.json | Execute Campaign | 6
        GET /rest/asset/v1/smartList/{id}.json | Read-Only Assets | 7
        GET /rest/asset/v1/smartList/byName.json | Read-Only Assets | 7
        GET /rest/asset/v1/smartLists.json | Read-Only Assets | 7
        GET /rest/asset/v1/program/{programId}/smartList.json | Read-Only Assets | 7
        POST /rest/asset/v1/smartList/{id}/clone.json | Read-Write Assets | 7
        POST /rest/asset/v1/smartList/{id}/delete.json | Read-Write Assets | 7
        GET /rest/asset/v1/smartList/rules.json | Read-Only Assets | 8
        GET /rest/asset/v1/smartList/{id}/autoSuggest.json | Read-Only Assets | 8
        GET /rest/asset/v1/smartCampaign/flowSteps.json | Read-Only Assets | 8
        GET /rest/asset/v1/smartCampaign/flowStepTypes.json | Read-Only Assets | 8
        GET /rest/asset/v1/smartCampaign/{id}/autoSuggest.json | Read-Only Assets | 8
        GET /rest/asset/v1/smartCampaign/{id}/usedBy.json | Read-Only Assets | 8
        GET /rest/asset/v1/smartCampaign/rules.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartLists.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/rules.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/rule/{ruleId}.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/rule/{ruleId}/removeConstraint.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/rule/{ruleId}/delete.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/rules/delete.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/reorder.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartList/{id}/filterLogic.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartCampaign/{id}/flows.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartCampaign/{id}/flow/{stepId}/addChoice.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartCampaign/{id}/flow/{stepId}/remove.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}/reorder.json | Read-Write Assets | 8
        POST /rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}/remove.json | Read-Write Assets | 8
        GET /rest/asset/v1/staticList/{id}.json | Read-Only Assets | 9
        GET /rest/asset/v1/staticList/byName.json | Read-Only Assets | 9
        GET /rest/asset/v1/staticLists.json | Read-Only Assets | 9
        POST /rest/asset/v1/staticLists.json | Read-Write Assets | 9
        POST /rest/asset/v1/staticList/{id}.json | Read-Write Assets | 9
        POST /rest/asset/v1/staticList/{id}/delete.json | Read-Write Assets | 9
        GET /rest/v1/lists.json | Read-Only Lead | 9
        GET /rest/v1/lists/{listId}.json | Read-Only Lead | 9
        GET /rest/v1/lists/{listId}/leads.json | Read-Only Lead | 9
        GET /rest/v1/list/{listId}/leads.json | Read-Only Lead | 9
        GET /rest/v1/lists/{listId}/leads/ismember.json | Read-Only Lead | 9
        POST,DELETE /rest/v1/lists/{listId}/leads.json | Read-Write Lead | 9
        GET /rest/asset/v1/folder/{id}.json | Read-Only Assets | 10
        GET /rest/asset/v1/folder/byName.json | Read-Only Assets | 10
        GET /rest/asset/v1/folders.json | Read-Only Assets | 10
        GET /rest/asset/v1/folder/{id}/content.json | Read-Only Assets | 10
        POST /rest/asset/v1/folders.json | Read-Write Assets | 10
        POST /rest/asset/v1/folder/{id}.json | Read-Write Assets | 10
        POST /rest/asset/v1/folder/{id}/delete.json | Read-Write Assets | 10
        GET /rest/asset/v1/program/{id}.json | Read-Only Assets | 11
        GET /rest/asset/v1/program/byName.json | Read-Only Assets | 11
        GET /rest/asset/v1/program/byTag.json | Read-Only Assets | 11
        GET /rest/asset/v1/programs.json | Read-Only Assets | 11
        GET /rest/asset/v1/channels.json | Read-Only Assets | 11
        GET /rest/asset/v1/channel/byName.json | Read-Only Assets | 11
        GET /rest/asset/v1/tagTypes.json | Read-Only Assets | 11
        GET /rest/asset/v1/tagType/byName.json | Read-Only Assets | 11
        GET /rest/asset/v1/folder/{id}/tokens.json | Read-Only Assets | 11
        POST /rest/asset/v1/programs.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}/clone.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}/approve.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}/unapprove.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}/delete.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}/tag/{tagType}.json | Read-Write Assets | 11
        POST /rest/asset/v1/program/{id}/tag/{tagType}/delete.json | Read-Write Assets | 11
        POST /rest/asset/v1/folder/{id}/tokens.json | Read-Write Assets | 11
        POST /rest/asset/v1/folder/{id}/tokens/delete.json | Read-Write Assets | 11
        GET /rest/v1/leads/describe.json | Read-Only Lead | 12
        GET /rest/v1/leads/describe2.json | Read-Only Lead | 12
        GET /rest/v1/lead/{id}.json | Read-Only Lead | 12
        GET /rest/v1/leads.json | Read-Only Lead | 12
        GET /rest/v1/leads/programs/{programId}.json | Read-Only Lead | 12
        GET /rest/v1/leads/partitions.json | Read-Only Lead | 12
        GET /rest/v1/leads/{id}/listMembership.json | Read-Only Assets | 12
        GET /rest/v1/leads/{id}/programMembership.json | Read-Only Assets | 12
        GET /rest/v1/leads/{id}/smartCampaignMembership.json | Read-Only Assets | 12
        DELETE /rest/v1/leads.json | Read-Write Lead | 12
        POST /rest/v1/leads.json | Read-Write Lead | 12
        POST /rest/v1/leads/delete.json | Read-Write Lead | 12
        POST /rest/v1/leads/partitions.json | Read-Write Lead | 12
        POST /rest/v1/leads/push.json | Read-Write Lead | 12
        POST /rest/v1/leads/submitForm.json | Read-Write Lead | 12
        POST /rest/v1/leads/{id}/associate.json | Read-Write Lead | 12
        POST /rest/v1/leads/{id}/merge.json | Read-Write Lead | 12
        POST /rest/v1/leads/programs/{programId}/status.json | Read-Write Lead | 12
        GET,POST /rest/v1/leads/schema/fields.json | Read-Write Schema Custom/Standard Field | 12
        GET,POST /rest/v1/leads/schema/fields/{fieldApiName}.json | Read-Write Schema Custom/Standard Field | 12
        GET,POST /rest/v1/programs/members/schema/fields.json | Read-Write Schema Custom/Standard Field | 12
        GET,POST /rest/v1/programs/members/schema/fields/{fieldApiName}.json | Read-Write Schema Custom/Standard Field | 12
        GET /rest/v1/activities.json | Read-Only Activity | 13
        GET /rest/v1/activities/types.json | Read-Only Activity | 13
        GET /rest/v1/activities/pagingtoken.json | Read-Only Activity | 13
        GET /rest/v1/activities/leadchanges.json | Read-Only Activity | 13
        GET /rest/v1/activities/deletedleads.json | Read-Only Activity | 13
        POST /rest/v1/activities/external.json | Read-Write Activity | 13
        GET /rest/v1/activities/external/types.json | Read-Only Activity Metadata | 13
        GET /rest/v1/activities/external/type/{apiName}/describe.json | Read-Only Activity Metadata | 13
        POST /rest/v1/activities/external/type.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}/approve.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}/discardDraft.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}/delete.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}/attributes/create.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}/attributes/update.json | Read-Write Activity Metadata | 13
        POST /rest/v1/activities/external/type/{apiName}/attributes/delete.json | Read-Write Activity Metadata | 13
        GET /rest/v1/programs/members/describe.json | Read-Only Lead | 14
        GET /rest/v1/program/members/describe.json | Read-Only Lead | 14
        GET /rest/v1/programs/{programId}/members.json | Read-Only Lead | 14
        POST /rest/v1/programs/{programId}/members.json | Read-Write Lead | 14
        POST /rest/v1/programs/{programId}/members/status.json | Read-Write Lead | 14
        POST /rest/v1/programs/{programId}/members/delete.json | Read-Write Lead | 14
        POST /bulk/v1/leads/export/create.json | Read-Only Lead | 15
        POST /bulk/v1/leads/export/{exportId}/enqueue.json | Read-Only Lead | 15
        POST /bulk/v1/leads/export/{exportId}/cancel.json | Read-Only Lead | 15
        GET /bulk/v1/leads/export/{exportId}/status.json | Read-Only Lead | 15
        GET /bulk/v1/leads/export/{exportId}/file.json | Read-Only Lead | 15
        GET /bulk/v1/leads/export.json | Read-Only Lead | 15
        POST /bulk/v1/activities/export/create.json | Read-Only Activity | 15
        POST /bulk/v1/activities/export/{exportId}/enqueue.json | Read-Only Activity | 15
        POST /bulk/v1/activities/export/{exportId}/cancel.json | Read-Only Activity | 15
        GET /bulk/v1/activities/export/{exportId}/status.json | Read-Only Activity | 15
        GET /bulk/v1/activities/export/{exportId}/file.json | Read-Only Activity | 15
        GET /bulk/v1/activities/export.json | Read-Only Activity | 15
        POST /bulk/v1/program/members/export/create.json | Read-Only Lead | 15
        POST /bulk/v1/program/members/export/{exportId}/enqueue.json | Read-Only Lead | 15
        POST /bulk/v1/program/members/export/{exportId}/cancel.json | Read-Only Lead | 15
        GET /bulk/v1/program/members/export/{exportId}/status.json | Read-Only Lead | 15
        GET /bulk/v1/program/members/export/{exportId}/file.json | Read-Only Lead | 15
        GET /bulk/v1/program/members/export.json | Read-Only Lead | 15
        POST /bulk/v1/leads.json | Read-Write Lead | 15
        GET /bulk/v1/leads/batch/{id}.json | Read-Write Lead | 15
        GET /bulk/v1/leads/batch/{id}/failures.json | Read-Write Lead | 15
        GET /bulk/v1/leads/batch/{id}/warnings.json | Read-Write Lead | 15
        POST /bulk/v1/program/{programId}/members/import.json | Read-Write Lead | 15
        GET /bulk/v1/program/members/import/{batchId}/status.json | Read-Write Lead | 15
        GET /bulk/v1/program/members/import/{batchId}/failures.json | Read-Write Lead | 15
        GET /bulk/v1/program/members/import/{batchId}/warnings.json | Read-Write Lead | 15
        GET /rest/v1/stats/usage.json | token only | 16
        GET /rest/v1/stats/usage/last7days.json | token only | 16
        GET /rest/v1/stats/errors.json | token only | 16
        GET /rest/v1/stats/errors/last7days.json | token only | 16
        """
}
