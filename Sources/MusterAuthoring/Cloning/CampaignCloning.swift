import MusterEngine
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

/// Schedules a batch campaign in a copy of its program, inside the transaction of its writer: all of it
/// happens, or nothing.
public struct ScheduledClone {
    /// In one day of the instance's time zone.
    /// - Source: error 1020 in Adobe's list, and "Smart Campaigns".
    static let dailyCloneLimit = 20

    private let writer: StoreWriter

    public init(_ writer: StoreWriter) { self.writer = writer }

    /// Clones the program around the campaign and plans one run of the campaign's copy, which it
    /// answers. Everything is asked of the source first, so that errors name what the caller knows.
    /// - Throws: `CampaignError`; `ScheduledCloneError`.
    public func schedule(
        _ id: SmartCampaignID, programName: String, runAt: Instant?, tokens: [(name: String, value: String)]
    ) throws -> SmartCampaignID {
        let reader = writer.reader
        let campaign = try CampaignCommands.fresh(id, writer).campaign
        guard let program = try campaign.parentProgramID.flatMap({ try reader.program($0) }) else {
            throw ScheduledCloneError.noProgram(id)
        }
        try CampaignCommands.checkSchedulable(id, runAt: runAt, writer: writer)
        guard try !reader.nameIsTaken(programName, kind: .program, in: program.folder) else {
            throw ScheduledCloneError.nameTaken
        }
        let unsupported = Set(try reader.contents(of: program.id).compactMap(\.wordWhenNotCopied)).sorted()
        guard unsupported.isEmpty else { throw ScheduledCloneError.unsupportedAssets(unsupported) }
        guard try writer.count(.scheduleWithClone, limit: Self.dailyCloneLimit) else {
            throw ScheduledCloneError.tooMany
        }
        let clone = try ProgramCloning(writer).clone(
            program, name: programName, description: program.description, folder: program.folder)
        guard let copy = clone.campaigns[id] else { throw CampaignError.notFound(id) }
        try CampaignCommands.schedule(
            copy, runAt: runAt, tokens: tokens, origin: .api, floorSeconds: CampaignCommands.schedulingFloor,
            writer: writer)
        return copy
    }
}

extension ProgramItem {
    /// Marketo's word for what a schedule does not copy; `nil` for what it does.
    /// - Source: Adobe, "Smart Campaigns", for the sorts; an error quoted from Marketo for the word.
    fileprivate var wordWhenNotCopied: String? {
        switch self {
        case .staticList: "List"
        case .folder, .program, .email, .smartList, .smartCampaign: nil
        }
    }
}

/// Why a campaign cannot be scheduled in a copy of its program.
public enum ScheduledCloneError: Error, Sendable, Equatable {
    /// The campaign is in no program.
    case noProgram(SmartCampaignID)
    case nameTaken
    /// What the program holds that cannot be copied so, each word once.
    case unsupportedAssets([String])
    /// More than a day allows.
    case tooMany
}
