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
