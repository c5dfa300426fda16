public import MusterModel
import MusterRules
public import MusterStore

/// Copies a smart campaign: list, flow, qualification, member limit and communication limit. The copy
/// is not active, has no schedule and no members.
public struct CampaignCloning {
    private let writer: StoreWriter

    public init(_ writer: StoreWriter) { self.writer = writer }

    /// - Parameter isExecutable: `nil` for what the source is.
    /// - Throws: `RuleError` for an executable copy of a campaign with triggers.
    public func clone(
        _ source: SmartCampaign, name: String, description: String, folder: FolderReference,
        isExecutable: Bool? = nil
    ) throws -> SmartCampaignID {
        let rules = try writer.reader.smartList(source.smartListID)?.rules ?? .empty
        if isExecutable == true, !rules.triggers.isEmpty {
            throw RuleError("", "A campaign with triggers has no executable clone")
        }
        let copy = try place(
            source, name: name, description: description, folder: folder, isExecutable: isExecutable)
        try writer.setRules(rules.copied, of: copy.smartListID)
        try writer.setFlow(source.flow.copied, of: copy.id)
        return copy.id
    }

    /// The copy with its settings, but without rules and flow.
    func place(
        _ source: SmartCampaign, name: String, description: String, folder: FolderReference,
        isExecutable: Bool? = nil
    ) throws -> SmartCampaign {
        var copy = try writer.createSmartCampaign(name: name, description: description, folder: folder)
        copy.isExecutable = isExecutable ?? source.isExecutable
        copy.isCommunicationLimitEnabled = source.isCommunicationLimitEnabled
        copy.qualification = source.qualification
        copy.maxMembers = source.maxMembers
        return try writer.updateSmartCampaign(copy)
    }
}

extension Flow {
    /// The same flow for another campaign: without ids, because people wait at steps by id.
    var copied: Flow {
        var flow = self
        for step in flow.steps.indices {
            flow.steps[step].id = 0
            for choice in flow.steps[step].choices.indices {
                flow.steps[step].choices[choice].id = 0
                let condition = flow.steps[step].choices[choice].condition
                flow.steps[step].choices[choice].condition = condition?.withID(0)
            }
        }
        return flow
    }
}
