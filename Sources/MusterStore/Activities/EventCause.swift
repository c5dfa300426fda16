public import MusterModel

/// What campaigns had to do with an event: how far from the outside it is.
public struct EventCause: Sendable, Hashable {
    /// How many campaigns caused each other to get here; 0 for what comes from outside.
    public var depth: Int
    /// The chain of entries that led here, by the first of them or by a number of its own; `nil` for
    /// what comes from outside.
    public var chainID: Int64?

    public static let outside = EventCause(depth: 0)

    public init(depth: Int, chainID: Int64? = nil) {
        self.depth = depth
        self.chainID = chainID
    }

    /// A step that the entry takes.
    public init(_ entry: FlowEntry) {
        self.init(depth: entry.depth + 1, chainID: entry.chainID ?? entry.id)
    }
}

/// What campaigns had to do with the events of one change, person by person.
public struct EventCauses: Sendable {
    private let byLead: [LeadID: EventCause]
    /// For people whom the change reaches through another, such as by a shared address: as far from the
    /// outside as whoever is farthest, so that people who cause each other come to an end as well.
    private let others: EventCause

    public static let outside = EventCauses([:])

    public init(_ byLead: [LeadID: EventCause]) {
        self.byLead = byLead
        others = byLead.values.max { $0.depth < $1.depth } ?? .outside
    }

    /// What a step causes for people who take it together.
    public init(_ entries: [FlowEntry]) {
        self.init(Dictionary(entries.map { ($0.leadID, EventCause($0)) }, uniquingKeysWith: { first, _ in first }))
    }

    public subscript(lead: LeadID) -> EventCause { byLead[lead] ?? others }
}
