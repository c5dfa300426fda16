public import MusterModel

/// What a smart list, the filters of a trigger or a choice ask of a lead, with everything that they
/// refer to.
///
/// A list that is referred to stands here once, however often and from wherever that happens, and
/// `Predicate.inSmartList` names it: lists that multiply what is below them cost what they are and
/// not what they would be unfolded, and a chain of lists is a row and not a depth.
public struct Criteria: Sendable {
    /// A smart list that *Member of Smart List* refers to.
    public struct NestedList: Sendable {
        public let id: SmartListID
        public let predicate: Predicate

        public init(_ id: SmartListID, _ predicate: Predicate) {
            self.id = id
            self.predicate = predicate
        }
    }

    public let predicate: Predicate
    /// Each once, and behind those that it refers to itself.
    public let lists: [NestedList]

    public init(_ predicate: Predicate, lists: [NestedList] = []) {
        self.predicate = predicate
        self.lists = lists
    }

    /// The same people as far as the predicate, too, is true of them.
    public func and(_ other: Predicate) -> Criteria {
        Criteria(Predicate.all([other, predicate]).simplified, lists: lists)
    }

    /// Whether one lead meets them: the reference for all other readers, as `Predicate.holds` is.
    public func holds(for facts: some LeadFacts) -> Bool {
        var members: Set<SmartListID> = []
        for list in lists where list.predicate.holds(for: facts, inSmartLists: members) { members.insert(list.id) }
        return predicate.holds(for: facts, inSmartLists: members)
    }
}
