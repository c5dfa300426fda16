public import MusterModel

/// What one committed transaction changed.
///
/// Made by the storing primitives alone: nothing can be written through a `StoreWriter` without
/// saying what it changes (`Change`).
public struct ChangeSet: Sendable {
    /// 0 until the transaction has its number.
    public internal(set) var commit: CommitNumber = 0

    public internal(set) var leads = LeadChanges()
    /// Who came into static lists or left them.
    public internal(set) var listMembers: [StaticListID: MemberChanges] = [:]
    /// Whose membership of a program began, ended or changed its status.
    public internal(set) var programMembers: [ProgramID: [LeadID]] = [:]
    /// Who entered a campaign's flow, or whose entries were added up by a merge.
    public internal(set) var campaignEntries: [SmartCampaignID: [LeadID]] = [:]
    /// Ids of the activities it appended; `nil` when none.
    public internal(set) var activities: ClosedRange<Int64>?
    /// Of a deleted list, program or campaign the members went with it, unnamed.
    public internal(set) var assets: Set<ChangedAsset> = []
    public internal(set) var catalogs: Set<ChangedCatalog> = []
    /// What the engine has to look at.
    public internal(set) var engineWork: Set<EngineWork> = []

    /// What was written, for listeners that are told at once; empty in what is read back later.
    public internal(set) var values = ChangedValues()

    public init() {}

    /// Whether nothing was changed that anything is derived from.
    public var isEmpty: Bool {
        leads == LeadChanges() && listMembers.isEmpty && programMembers.isEmpty && campaignEntries.isEmpty
            && activities == nil && assets.isEmpty && catalogs.isEmpty && engineWork.isEmpty
    }

    public struct LeadChanges: Sendable, Hashable {
        public internal(set) var created: [LeadID] = []
        /// By field id: whose value was written. *Full Name* is among them where it followed from
        /// another; *Updated At* is not: it follows for everyone named here.
        public internal(set) var set: [Int: [LeadID]] = [:]
        public internal(set) var deleted: [LeadID] = []
        public internal(set) var merged: [Merge] = []
    }

    public struct Merge: Sendable, Hashable {
        public let losers: [LeadID]
        public let winner: LeadID
    }

    public struct MemberChanges: Sendable, Hashable {
        public internal(set) var joined: [LeadID] = []
        public internal(set) var left: [LeadID] = []
    }
}

/// The written values at hand, in the order in which they were written.
public struct ChangedValues: Sendable {
    /// The values given to created leads, in the order of `leads.created`.
    public internal(set) var created: [[LeadField: FieldValue]] = []
    /// By field id, in the order of `leads.set`.
    public internal(set) var set: [Int: [FieldValue]] = [:]
    /// In the order of their ids.
    public internal(set) var activities: [NewActivity] = []
}

/// Something that is kept under an id and that others are derived from.
public struct ChangedAsset: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case folder, program, staticList, smartList, smartCampaign, email, run
        /// Not in a table of its own; the id is 0.
        case tagType, name
    }
    public let kind: Kind
    public let id: Int64
}

public enum ChangedCatalog: String, Sendable, Hashable, CaseIterable {
    case fields, activityTypes, settings
    /// Which activity types active campaigns listen to.
    case listening
    /// Users, roles and clients: who may do what.
    case users
}

/// A kind of work that waits for the engine.
public enum EngineWork: String, Sendable, Hashable, CaseIterable {
    case events, entries, runs, outbox
}
