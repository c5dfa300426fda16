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

/// One execution of a batch campaign, or the open-ended life of an activated trigger campaign.
public struct CampaignRun: Sendable {
    /// `docs/states/campaign-run.md` draws the transitions.
    public enum State: String, Sendable, CaseIterable {
        /// Has a time to start, which lies ahead.
        case scheduled
        /// People are in the flow, or (trigger) may enter it.
        case running
        /// Nobody is left in the flow, and nobody can enter.
        case finished
        /// Did not start: the list or the flow is invalid, or too many people qualified.
        case failed
        /// Taken back before it started.
        case cancelled
        /// Stopped after it had started: nobody takes another step in it.
        case aborted
    }
    /// What made the run.
    public enum Origin: String, Sendable, CaseIterable {
        case api, recurrence, activation
        /// A document that was applied.
        case command
    }

    public let id: CampaignRunID
    public let campaignID: SmartCampaignID
    public var state: State
    public var origin: Origin
    public var scheduledAt: Instant
    public var startedAt: Instant?
    public var finishedAt: Instant?
    /// Why it did not start, or was aborted, in words; `nil` otherwise.
    public var failure: String?

    public init(
        id: CampaignRunID, campaignID: SmartCampaignID, state: State, origin: Origin, scheduledAt: Instant,
        startedAt: Instant? = nil, finishedAt: Instant? = nil, failure: String? = nil
    ) {
        self.id = id
        self.campaignID = campaignID
        self.state = state
        self.origin = origin
        self.scheduledAt = scheduledAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.failure = failure
    }
}

/// When a batch campaign runs again and again, in the subscription's wall-clock time.
/// - Source: Adobe's asset swagger, `Recurrence`; clamping and catch-up are our choice.
public struct Recurrence: Sendable, Hashable {
    public enum Interval: String, Sendable, CaseIterable {
        case daily = "Daily", weekly = "Weekly", monthly = "Monthly"
    }
    /// Monthly: a fixed day (clamped to the month's last), or the n-th weekday.
    public enum MonthDay: Sendable, Hashable {
        case day(Int)
        case weekday(Weekday, week: Int)
    }

    public var startAt: Instant
    /// Inclusive; `nil` is endless.
    public var endAt: Instant?
    public var interval: Interval
    /// Every n days, weeks or months; at least 1.
    public var every: Int
    /// Daily only: weekend days are dropped, not shifted.
    public var weekdayOnly: Bool
    /// Weekly only; empty means the weekday of `startAt`.
    public var weekdays: [Weekday]
    /// Monthly only; `nil` means the day of `startAt`.
    public var monthDay: MonthDay?

    public init(
        startAt: Instant, endAt: Instant? = nil, interval: Interval, every: Int = 1, weekdayOnly: Bool = false,
        weekdays: [Weekday] = [], monthDay: MonthDay? = nil
    ) {
        self.startAt = startAt
        self.endAt = endAt
        self.interval = interval
        self.every = every
        self.weekdayOnly = weekdayOnly
        self.weekdays = weekdays
        self.monthDay = monthDay
    }
}
