public import MusterModel

extension RuleSet {
    /// The same rules for another list: without ids, because an id belongs to one rule.
    public var copied: RuleSet {
        var rules = self
        rules.triggers = triggers.map { $0.withID(0) }
        rules.filters = filters.map { $0.withID(0) }
        return rules
    }
}

extension RuleSet {
    /// These rules with the ids of the rules of `old` that are the same but for their id, so that
    /// an edit leaves the ids of untouched rules alone. Equal rules take the old ids in their
    /// order; rules that were not there before have id 0.
    public func keepingIDs(of old: RuleSet) -> RuleSet {
        var rules = self
        rules.triggers = Self.rules(triggers, keepingIDsOf: old.triggers)
        rules.filters = Self.rules(filters, keepingIDsOf: old.filters)
        return rules
    }

    private static func rules(_ new: [Rule], keepingIDsOf old: [Rule]) -> [Rule] {
        let pairs = ElementPairing.pairs(new, old, id: { _ in 0 }, isSame: { $0.hasSameContent(as: $1) })
        return zip(new, pairs).map { rule, index in rule.withID(index.map { old[$0].id } ?? 0) }
    }
}

extension Rule {
    public func withID(_ id: Int64) -> Rule {
        var rule = self
        rule.id = id
        return rule
    }

    /// An asset that was renamed in the meantime is the same asset.
    public func hasSameContent(as other: Rule) -> Bool {
        guard conditions.count == other.conditions.count else { return false }
        var (mine, theirs) = (withID(0), other.withID(0))
        for index in conditions.indices {
            let (values, others) = (conditions[index].values, other.conditions[index].values)
            guard values.count == others.count, zip(values, others).allSatisfy({ $0.means($1) }) else { return false }
            mine.conditions[index].values = []
            theirs.conditions[index].values = []
        }
        return mine == theirs
    }
}

extension RuleValue {
    /// Whether both stand for the same asset, whatever it was called, or are the same text.
    public func means(_ other: RuleValue) -> Bool {
        assetID == other.assetID && (assetID != nil || text == other.text)
    }
}

/// Finds out which element of an older list each element of a newer one carries on.
public enum ElementPairing {
    /// For each new element the index of the old one, or `nil`: the same id if it has one, else the same
    /// content, each time the earliest that is left. No old element is taken twice.
    public static func pairs<Element>(
        _ new: [Element], _ old: [Element], id: (Element) -> Int64, isSame: (Element, Element) -> Bool
    ) -> [Int?] {
        var pairing = Pairing(new.count, old.count)
        pairing.pair { id(new[$0]) != 0 && id(new[$0]) == id(old[$1]) }
        pairing.pair { isSame(new[$0], old[$1]) }
        return pairing.pairs
    }

    /// The same for elements whose order means something.
    ///
    /// Of those with the same content the longest sequence that has kept its order is paired first, then
    /// those that have moved. Likeness is last, and only between the same neighbours: an element that
    /// is like an old one on the other side of one that stayed is another one.
    public static func pairs<Element>(
        ofOrdered new: [Element], _ old: [Element], id: (Element) -> Int64, isSame: (Element, Element) -> Bool,
        isLike: (Element, Element) -> Bool
    ) -> [Int?] {
        var pairing = Pairing(new.count, old.count)
        pairing.pair { id(new[$0]) != 0 && id(new[$0]) == id(old[$1]) }
        pairing.pairInOrder { isSame(new[$0], old[$1]) }
        pairing.pair { isSame(new[$0], old[$1]) }
        pairing.pair(betweenTheSame: true) { isLike(new[$0], old[$1]) }
        return pairing.pairs
    }
}

/// Pairs found so far, by index.
private struct Pairing {
    private(set) var pairs: [Int?]
    /// Old elements that nobody carries on yet.
    private var left: [Int]

    init(_ new: Int, _ old: Int) {
        pairs = [Int?](repeating: nil, count: new)
        left = Array(0..<old)
    }

    mutating func pair(betweenTheSame: Bool = false, _ matches: (Int, Int) -> Bool) {
        for index in pairs.indices where pairs[index] == nil {
            let found = left.firstIndex { old in
                matches(index, old) && (!betweenTheSame || isBetweenTheSame(index, old))
            }
            if let found { pairs[index] = left.remove(at: found) }
        }
    }

    mutating func pairInOrder(_ matches: (Int, Int) -> Bool) {
        for (index, old) in Self.longestSequence(pairs.indices.filter { pairs[$0] == nil }, left, matches) {
            pairs[index] = old
        }
        let taken = Set(pairs.compactMap(\.self))
        left.removeAll(where: taken.contains)
    }

    /// Whether every element that is paired so far is on the same side of both.
    private func isBetweenTheSame(_ new: Int, _ old: Int) -> Bool {
        pairs.indices.allSatisfy { index in
            guard let other = pairs[index] else { return true }
            return (index < new) == (other < old)
        }
    }

    /// The longest sequence of matches that ascends on both sides.
    private static func longestSequence(
        _ new: [Int], _ old: [Int], _ matches: (Int, Int) -> Bool
    ) -> [(Int, Int)] {
        // lengths[i][j]: the longest sequence of new[i...] and old[j...].
        var lengths = [[Int]](repeating: [Int](repeating: 0, count: old.count + 1), count: new.count + 1)
        var isMatch = [[Bool]](repeating: [Bool](repeating: false, count: old.count), count: new.count)
        for i in new.indices.reversed() {
            for j in old.indices.reversed() {
                isMatch[i][j] = matches(new[i], old[j])
                lengths[i][j] =
                    isMatch[i][j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        var pairs: [(Int, Int)] = []
        var (i, j) = (0, 0)
        while i < new.count, j < old.count {
            if isMatch[i][j] {
                pairs.append((new[i], old[j]))
                (i, j) = (i + 1, j + 1)
            } else if lengths[i + 1][j] >= lengths[i][j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return pairs
    }
}
