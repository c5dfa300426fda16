import MusterModel
import MusterTesting
import Testing

@testable import MusterStore

@Suite struct LeadBitsTests {
    @Test func bitsAreASetOfNumbers() {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("LeadBitsTests"))
        for size in [1, 63, 64, 65, 500] {
            let (first, second) = (Self.some(size, &random), Self.some(size, &random))
            let (left, right) = (Self.bits(first, size), Self.bits(second, size))
            #expect(left.numbers() == first.sorted())
            #expect(left.count == first.count)
            #expect(left.isEmpty == first.isEmpty)
            var (union, both, rest) = (left, left, left)
            union.formUnion(right)
            both.formIntersection(right)
            rest.subtract(right)
            #expect(union.numbers() == first.union(second).sorted())
            #expect(both.numbers() == first.intersection(second).sorted())
            #expect(rest.numbers() == first.subtracting(second).sorted())
            for start in [0, size / 2, size - 1, size, size + 100] {
                #expect(
                    left.numbers(from: start, limit: 7) == first.sorted().filter { $0 >= start }.prefix(7).map(\.self))
            }
        }
        #expect(LeadBits(size: 0).numbers() == [])
    }

    @Test func aSetTakesInAnotherWhereverThatBegins() throws {
        var random = SeededGenerator(seed: SeededGenerator.seedOfRun("LeadBitsTests.sets"))
        for (after, last) in [(0, 300), (9, 300), (63, 200), (100, 100), (250, 999)] as [(Int64, Int64)] {
            var set = LeadSet(after: 50, through: 260)
            set.insert([51, 260])
            let others = Set(random.some(0...200) { LeadID(Int64($0.number(Int(after) + 1...Int(last) + 1))) })
            var other = LeadSet(after: LeadID(after), through: LeadID(last))
            other.insert(others)
            set.insert(other)
            let expected = others.filter { $0 <= LeadID(last) && $0 > 50 && $0 <= 260 }.union([51, 260])
            #expect(set.leads(after: 0) == expected.sorted())
        }
        var these = LeadSet(after: 0, through: 99)
        these.insert(LeadSet(universe: .these([7, 80, 120]), bits: Self.bits([0, 2], 3)))
        #expect(these.leads(after: 0) == [7])
    }

    private static func some(_ size: Int, _ random: inout SeededGenerator) -> Set<Int> {
        Set(random.some(0...size) { $0.number(0...(size - 1)) })
    }

    private static func bits(_ numbers: Set<Int>, _ size: Int) -> LeadBits {
        var bits = LeadBits(size: size)
        for number in numbers { bits.insert(number) }
        return bits
    }

    @Test func everyLeadHasItsPlace() {
        let range = LeadUniverse.range(first: 10, last: 19)
        #expect(range.size == 10)
        #expect(range.place(of: 9) == nil && range.place(of: 20) == nil)
        #expect((10...19).allSatisfy { range.place(of: LeadID($0)).map(range.lead) == LeadID($0) })
        let these = LeadUniverse.these([3, 7, 1_000_000])
        #expect(these.place(of: 7) == 1 && these.place(of: 8) == nil && these.lead(at: 2) == 1_000_000)
        #expect(LeadUniverse.range(first: 1, last: 0).size == 0)
    }
}
