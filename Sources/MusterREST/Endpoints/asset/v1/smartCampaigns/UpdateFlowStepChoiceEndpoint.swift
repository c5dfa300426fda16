import MusterFlows
import MusterModel

/// Sets the condition and the parameters of a choice; what is not given stays.
///
/// - `conditionTypeId`: with it the condition is read anew; `operator` and `conditionValues` alone
///   change the one that is there.
/// - `attributes`: by `activityTypeAttribId`, the name also accepted; an empty value takes the
///   parameter away, and a choice without parameters does nothing.
/// - Source: Adobe's newer asset swagger for the parameters; what leaving one out does is our choice.
struct UpdateFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}.json")
    static let permission = PermissionRequirement.readWriteAssets

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        let choice = request.id("choiceId")
        let edit = try Self.edit(request)
        return try await context.editFlow(of: request) { flow, document in
            try flow.changeChoice(choice, ofStep: step) { try document.edited($0, of: $1, by: edit) }
        }
    }

    private static func edit(_ request: APIRequest) throws(APIError) -> FlowChoiceEdit {
        let type = try request.typeReference("conditionTypeId")
        var edit = FlowChoiceEdit(
            conditionType: type.map { ($0.id, $0.kind) }, operatorName: try request.text("operator"),
            values: try request.quotedList("conditionValues"))
        if let attributes = try request.embedded("attributes") {
            guard let object = attributes.object else { throw .invalidType(attributes.jsonText, "JSON") }
            edit.attributes = object
        }
        return edit
    }
}
