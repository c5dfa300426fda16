import MusterEngine
public import MusterModel
public import MusterStore

/// Puts folders into the archive.
public struct FolderArchive {
    private let folder: Folder
    private let campaigns: [SmartCampaign]
    private let writer: StoreWriter

    /// - Parameter folder: as it is to be, but for the mark.
    public init(_ folder: Folder, _ writer: StoreWriter) throws {
        self.folder = folder
        self.writer = writer
        campaigns = try writer.reader.smartCampaigns(actingBelow: folder.id)
    }

    /// Whether an active campaign is below the folder: who archives it deactivates that.
    public var deactivates: Bool { campaigns.contains(where: \.isActive) }

    /// Whether a campaign below the folder recurs or has a run planned: who archives it takes that back.
    public func cancels() throws -> Bool {
        try campaigns.contains { try $0.recurrence != nil || writer.reader.hasScheduledRun($0.id) }
    }

    /// Marks the folder; nothing anywhere below it acts on people by itself any more. Trigger campaigns are
    /// switched off, runs that have not started are cancelled, and recurrences, which would plan the next
    /// ones, end. Runs in progress and people in flows go on to the end.
    ///
    /// Taking the folder out again brings none of it back.
    /// - Source: Adobe, "Archiving" (campaigns and pending runs); that recurrences end is our choice.
    public func put() throws {
        var folder = folder
        folder.isArchive = true
        try writer.updateFolder(folder)
        for var campaign in campaigns {
            if campaign.isActive { try CampaignCommands.deactivate(campaign.id, writer: writer) }
            try writer.cancelScheduledRuns(of: campaign.id)
            guard campaign.recurrence != nil else { continue }
            campaign.recurrence = nil
            try writer.updateSmartCampaign(campaign)
        }
    }
}
