import MusterRules
import Testing

/// Elements are words: the first letter is the kind, the whole the content.
@Suite struct ElementPairingTests {
    private func pairs(_ new: [String], _ old: [String], ids: [String: Int64] = [:]) -> [Int?] {
        ElementPairing.pairs(
            ofOrdered: new, old, id: { ids[$0] ?? 0 }, isSame: { $0 == $1 }, isLike: { $0.first == $1.first })
    }

    @Test func theSameContentIsTheSameElementWhereverItMoves() {
        #expect(pairs(["w1", "m1"], ["m1", "w1"]) == [1, 0])
        #expect(pairs(["a", "b", "c"], ["a", "c"]) == [0, nil, 1])
    }

    @Test func ofEqualElementsThoseThatKeptTheirOrderArePairedFirst() {
        #expect(pairs(["s1", "w1", "s1"], ["w1", "s1"]) == [nil, 0, 1])
        #expect(pairs(["w1", "s1"], ["s1", "w1", "s1"]) == [1, 2])
    }

    @Test func anEditedElementIsTheOneOfItsKindAtItsPlace() {
        #expect(pairs(["w9", "s7"], ["w1", "s1"]) == [0, 1])
        #expect(pairs(["a", "w3", "b"], ["w1", "a", "w2", "b"]) == [1, 2, 3], "not the one before a")
        #expect(pairs(["a", "w3"], ["w1", "a"]) == [1, nil], "moved and changed at once is another one")
    }

    @Test func aGivenIDDecides() {
        #expect(pairs(["x", "a"], ["a", "b"], ids: ["x": 5, "a": 5]) == [0, nil])
    }
}
