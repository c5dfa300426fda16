/// A container of local assets with a type, a channel, members and tokens.
public struct Program: Sendable {
    /// By the name the asset API answers.
    public enum Kind: String, Sendable, CaseIterable {
        case standard = "Default"
        case event = "Event"
        case webinar = "Event with Webinar"
        case engagement = "Engagement"
        case email = "Email"

        /// The name channels and tags use: `applicableProgramType`.
        public var channelName: String {
            switch self {
            case .standard: "program"
            case .event: "event"
            case .webinar: "webinar"
            case .engagement: "nurture"
            case .email: "email_batch"
            }
        }

        /// Either name, in any case.
        public init?(name: String) {
            let wanted = name.trimmingBlanks.lowercased()
            guard
                let kind = Self.allCases.first(where: {
                    $0.rawValue.lowercased() == wanted || $0.channelName == wanted
                })
            else { return nil }
            self = kind
        }
    }

    public let id: ProgramID
    /// Unique over the instance.
    public var name: String
    /// Empty when none.
    public var description: String
    public var kind: Kind
    /// The channel's name.
    public var channel: String
    public var folder: FolderReference
    /// `""` for Default and Event, `on` or `off` for Engagement, `unlocked`, `locked` or
    /// `completed` for Email.
    public var status: String
    public var startDate: Instant?
    public var endDate: Instant?
    public var tags: [ProgramTag]
    public var costs: [ProgramCost]
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: ProgramID, name: String, description: String, kind: Kind, channel: String, folder: FolderReference,
        status: String, startDate: Instant? = nil, endDate: Instant? = nil, tags: [ProgramTag] = [],
        costs: [ProgramCost] = [], createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.kind = kind
        self.channel = channel
        self.folder = folder
        self.status = status
        self.startDate = startDate
        self.endDate = endDate
        self.tags = tags
        self.costs = costs
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

public struct ProgramTag: Sendable, Hashable {
    public var type: String
    public var value: String
    public init(type: String, value: String) {
        self.type = type
        self.value = value
    }
}

public struct ProgramCost: Sendable, Hashable {
    public var startDate: CalendarDay
    public var cost: Int64
    public var note: String?
    public init(startDate: CalendarDay, cost: Int64, note: String?) {
        self.startDate = startDate
        self.cost = cost
        self.note = note
    }
}

/// The ordered statuses of one program type. Step 0 is `Not in Program`.
public struct Channel: Sendable {
    public struct Status: Sendable, Hashable {
        public var name: String
        public var step: Int
        public var isSuccess: Bool
        public var isHidden: Bool
        public init(name: String, step: Int, isSuccess: Bool = false, isHidden: Bool = false) {
            self.name = name
            self.step = step
            self.isSuccess = isSuccess
            self.isHidden = isHidden
        }
    }
    public let id: Int64
    public var name: String
    public var kind: Program.Kind
    public var statuses: [Status]
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: Int64, name: String, kind: Program.Kind, statuses: [Status], createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.statuses = statuses
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
