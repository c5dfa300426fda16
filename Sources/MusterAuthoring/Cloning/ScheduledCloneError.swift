public import MusterModel

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
