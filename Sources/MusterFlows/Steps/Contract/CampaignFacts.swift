public import MusterModel

/// What steps and tokens know about the campaign that runs them.
public struct CampaignFacts: Sendable, Hashable {
    public var id: SmartCampaignID
    public var name: String
    public var description: String
    /// `Program.Campaign`, or the bare name outside programs.
    public var qualifiedName: String
    /// The program that holds the campaign, directly or through folders inside the program.
    public var programID: ProgramID?
    public var programName: String?
    public var programDescription: String?
    public var isTrigger: Bool
    /// 'Block non-operational emails' is ticked.
    public var isCommunicationLimitEnabled: Bool

    public init(
        id: SmartCampaignID, name: String, description: String = "", qualifiedName: String,
        programID: ProgramID? = nil, programName: String? = nil, programDescription: String? = nil,
        isTrigger: Bool = false, isCommunicationLimitEnabled: Bool = true
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.qualifiedName = qualifiedName
        self.programID = programID
        self.programName = programName
        self.programDescription = programDescription
        self.isTrigger = isTrigger
        self.isCommunicationLimitEnabled = isCommunicationLimitEnabled
    }
}
