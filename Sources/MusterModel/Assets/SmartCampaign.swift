/// Who (its smart list), what (its flow) and when (a schedule, or triggers).
public struct SmartCampaign: Sendable {
    public let id: SmartCampaignID
    /// Unique in its folder or program.
    public var name: String
    /// Empty when none.
    public var description: String
    /// `nil` for system campaigns.
    public var folder: FolderReference?
    /// The program that holds it, directly or through folders inside the program.
    public var parentProgramID: ProgramID?
    public var isSystem: Bool
    /// True only for an activated trigger campaign.
    public var isActive: Bool
    public var isExecutable: Bool
    /// 'Block non-operational emails'.
    public var isCommunicationLimitEnabled: Bool
    public var recurrence: Recurrence?
    public var qualification: QualificationRule
    /// A batch run with more qualified people than this does not start; `nil` is no limit.
    public var maxMembers: Int?
    public var smartListID: SmartListID
    public var flowID: Int64
    public var flow: Flow
    /// Grows with every edit that changes the order of the flow's steps or which there are.
    public var flowVersion: Int
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: SmartCampaignID, name: String, description: String, folder: FolderReference?,
        parentProgramID: ProgramID?, isSystem: Bool = false, isActive: Bool = false,
        isExecutable: Bool = false, isCommunicationLimitEnabled: Bool = true, recurrence: Recurrence? = nil,
        qualification: QualificationRule = .once, maxMembers: Int? = nil, smartListID: SmartListID,
        flowID: Int64, flow: Flow = .empty, flowVersion: Int = 0, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.folder = folder
        self.parentProgramID = parentProgramID
        self.isSystem = isSystem
        self.isActive = isActive
        self.isExecutable = isExecutable
        self.isCommunicationLimitEnabled = isCommunicationLimitEnabled
        self.recurrence = recurrence
        self.qualification = qualification
        self.maxMembers = maxMembers
        self.smartListID = smartListID
        self.flowID = flowID
        self.flow = flow
        self.flowVersion = flowVersion
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// How often one person may enter a campaign's flow.
public enum QualificationRule: Sendable, Hashable {
    case once
    case any
    /// At least this many hours after the last entry: a day is 24 hours, a week 168, a month 720.
    /// - Source: product docs, "Edit Qualification Rules in a Smart Campaign".
    case interval(Int, IntervalUnit)

    public enum IntervalUnit: String, Sendable, CaseIterable {
        case hour, day, week, month
        public var hours: Int {
            switch self {
            case .hour: 1
            case .day: 24
            case .week: 168
            case .month: 720
            }
        }
    }

    /// `once`, `any` or `interval`.
    public var wireName: String {
        switch self {
        case .once: "once"
        case .any: "any"
        case .interval: "interval"
        }
    }
}
