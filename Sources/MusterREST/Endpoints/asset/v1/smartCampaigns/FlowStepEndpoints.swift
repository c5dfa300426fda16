import MusterAuthoring
import MusterEngine
import MusterFlows
import MusterModel
import MusterStore

/// Adds a step to a smart campaign's flow, at a position counted from 0. It does nothing until its
/// parameters are filled in.
struct AddFlowStepEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flows.json")
    static let permission = PermissionRequirement.changesFlow

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let type = try request.requiredTypeReference("activityType")
        let position = try request.flowPosition("index")
        return try await context.editFlow(of: request) { flow, document in
            guard type.kind == .activity else {
                throw APIError.businessRule("activityType: a flow step is an activity")
            }
            try flow.insertStep(try document.stepType(id: type.id), at: position)
        }
    }
}

/// Removes a step from a smart campaign's flow. People who wait there go on with the step that
/// followed it.
struct RemoveFlowStepEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/remove.json")
    static let permission = PermissionRequirement.changesFlow

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        return try await context.editFlow(of: request) { flow, _ in try flow.removeStep(step) }
    }
}

/// Adds a choice to a flow step, behind the others and before the default one.
///
/// Nobody takes it until it has a condition, and until then the campaign is invalid: an active one
/// takes nobody in meanwhile. Replacing the flow as a document has no such gap.
struct AddFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/addChoice.json")
    static let permission = PermissionRequirement.changesFlow

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        return try await context.editFlow(of: request) { flow, _ in try flow.addChoice(toStep: step) }
    }
}

/// Sets the condition and the parameters of a choice; what is not given stays.
///
/// - `conditionTypeId`: with it the condition is read anew; `operator` and `conditionValues` alone
///   change the one that is there.
/// - `attributes`: by `activityTypeAttribId`, the name also accepted; an empty value takes the
///   parameter away, and a choice without parameters does nothing.
/// - Source: Adobe's newer asset swagger for the parameters; what leaving one out does is our choice.
struct UpdateFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}.json")
    static let permission = PermissionRequirement.changesFlow

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

/// Moves a choice to another position among those with a condition, counted from 0.
struct ReorderFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}/reorder.json")
    static let permission = PermissionRequirement.changesFlow

    private static let parameter = "newSeqNumZeroBased"

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        let choice = request.id("choiceId")
        let position = try request.flowPosition(Self.parameter)
        return try await context.editFlow(of: request, position: Self.parameter) { flow, _ in
            try flow.moveChoice(choice, ofStep: step, to: position)
        }
    }
}

/// Removes a choice from a flow step; the default one stays.
struct RemoveFlowStepChoiceEndpoint: Endpoint {
    static let route = Route(.post, "/rest/asset/v1/smartCampaign/{id}/flow/{stepId}/choice/{choiceId}/remove.json")
    static let permission = PermissionRequirement.changesFlow

    func handle(_ request: APIRequest, _ context: APIContext) async throws -> APIResult {
        let step = request.id("stepId")
        let choice = request.id("choiceId")
        return try await context.editFlow(of: request) { flow, _ in try flow.removeChoice(choice, ofStep: step) }
    }
}

/// What all calls that edit the flow of a smart campaign share.
extension APIContext {
    /// Edits the flow of the campaign that the route names, in one transaction, and answers the
    /// campaign with it.
    ///
    /// - Parameter position: the parameter that says where in the flow, for its error.
    func editFlow(
        of request: APIRequest, position: String = "index",
        _ edit: @escaping @Sendable (inout Flow, FlowDocument) throws -> Void
    ) async throws -> APIResult {
        let id = SmartCampaignID(request.id)
        return try await write(SmartCampaignReading.self, .init(flow: true)) { writer in
            guard try !writer.reader.required(id).isSystem else { throw APIError.systemCampaign }
            do {
                let document = try writer.reader.flowDocument(of: id)
                try CampaignAuthoring(writer).editFlow(of: id) { try edit(&$0, document) }
            } catch let error as FlowEditError {
                throw APIError(flowEdit: error, position: position)
            }
            return id.rawValue
        }
    }
}

extension APIError {
    /// Adobe publishes no texts for these calls.
    fileprivate init(flowEdit error: FlowEditError, position: String) {
        self =
            switch error {
            case .unknownStep: APIError(.assetNotFound, "Flow step not found")
            case .unknownChoice: APIError(.assetNotFound, "Choice not found")
            case .defaultRemoved: .businessRule("The default choice cannot be removed")
            case .defaultMoved: .businessRule("The default choice cannot be moved. It is always the last one")
            case .defaultHasNoCondition: .businessRule("The default choice cannot have a condition")
            case .positionOutOfRange(let maximum): .aboveMaximum(position, maximum)
            case .tooManySteps(let limit): .businessRule("Flow cannot have more than \(limit) steps")
            case .tooManyChoices(let limit): .businessRule("Flow step cannot have more than \(limit) choices")
            }
    }
}

extension APIRequest {
    /// A position counted from 0, which is required.
    func flowPosition(_ name: String) throws(APIError) -> Int {
        guard let position = try integer(name) else { throw .blank(name) }
        guard position >= 0 else { throw .belowMinimum(name, 0) }
        return Int(clamping: position)
    }
}
