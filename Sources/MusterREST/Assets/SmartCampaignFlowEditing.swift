import MusterAuthoring
import MusterEngine
import MusterFlows
import MusterModel
import MusterStore

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
                try CampaignAuthoring(writer).editFlow(of: id) { try edit(&$0, writer.reader.flowDocument) }
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
