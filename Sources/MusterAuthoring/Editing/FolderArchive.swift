import MusterEngine
public import MusterModel
public import MusterStore

/// Puts folders into the archive.
public struct FolderArchive {
    private let writer: StoreWriter

    public init(_ writer: StoreWriter) { self.writer = writer }

    /// Marks the folder; nothing anywhere below it acts on people by itself any more. Trigger campaigns are
    /// switched off, runs that have not started are cancelled, and recurrences, which would plan the next
    /// ones, end. Runs in progress and people in flows go on to the end.
    ///
    /// Taking the folder out again brings none of it back.
    /// - Source: Adobe, "Archiving" (campaigns and pending runs); that recurrences end is our choice.
    public func put(_ folder: Folder) throws {
        var folder = folder
        folder.isArchive = true
        try writer.updateFolder(folder)
        for var campaign in try writer.reader.smartCampaigns(actingBelow: folder.id) {
            if campaign.isActive { try CampaignCommands.deactivate(campaign.id, writer: writer) }
            try writer.cancelScheduledRuns(of: campaign.id)
            guard campaign.recurrence != nil else { continue }
            campaign.recurrence = nil
            try writer.updateSmartCampaign(campaign)
        }
    }
}
