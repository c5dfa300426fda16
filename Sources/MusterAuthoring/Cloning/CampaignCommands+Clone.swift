import MusterModel
import MusterStore

/// Scheduling a campaign in a copy of its program.
extension CampaignCommands {
    /// In one day of the instance's time zone.
    /// - Source: error 1020 in Adobe's list, and "Smart Campaigns".
    static let dailyCloneLimit = 20

    /// Everything is asked of the source first, so that errors name what the caller knows.
    static func scheduleClone(
        _ id: SmartCampaignID, programName: String, runAt: Instant?, tokens: [(name: String, value: String)],
        writer: StoreWriter
    ) throws -> SmartCampaignID {
        let reader = writer.reader
        let campaign = try fresh(id, writer).campaign
        guard let program = try campaign.parentProgramID.flatMap({ try reader.program($0) }) else {
            throw ScheduledCloneError.noProgram(id)
        }
        try checkSchedulable(id, runAt: runAt, writer: writer)
        guard try !reader.nameIsTaken(programName, kind: .program, in: program.folder) else {
            throw ScheduledCloneError.nameTaken
        }
        let unsupported = Set(try reader.contents(of: program.id).compactMap(\.wordWhenNotCopied)).sorted()
        guard unsupported.isEmpty else { throw ScheduledCloneError.unsupportedAssets(unsupported) }
        guard try writer.count(.scheduleWithClone, limit: dailyCloneLimit) else { throw ScheduledCloneError.tooMany }
        let clone = try ProgramCloning(writer).clone(
            program, name: programName, description: program.description, folder: program.folder)
        guard let copy = clone.campaigns[id] else { throw CampaignError.notFound(id) }
        try schedule(
            copy, runAt: runAt, tokens: tokens, origin: .api, floorSeconds: schedulingFloor, writer: writer)
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
