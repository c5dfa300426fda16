import MusterModel
import MusterRules
import Testing

@Suite struct NestedSmartListTests {
    static func member(_ list: String, _ comparison: String = "in") -> JSONValue {
        ["Member of Smart List": .object([comparison: .string(list)])]
    }

    @Test func listsAreInlinedAtTheSameMoment() throws {
        var rules = TestRules()
        rules.assets.lists[11] = try rules.read(["filters": [["Lead Score": ["at least": 50]]]])
        rules.assets.lists[12] = try rules.read([
            "match": "any", "filters": [Self.member("Hot Leads"), ["City": "Bonn"]],
        ])
        let hot = Predicate.field(.leadScore, .numberWithin(.from(50)))
        let bonn = Predicate.field(.city, .textIs(["bonn"]))
        #expect(try rules.predicate(["filters": [Self.member("Nested")]]) == .any([hot, bonn]))
        #expect(try rules.predicate(["filters": [Self.member("Nested", "not in")]]) == .not(.any([hot, bonn])))
        #expect(
            try rules.predicate(["filters": [["Member of Smart List": ["Hot Leads", "Nested"]]]])
                == .any([hot, hot, bonn]))
    }

    @Test func aListThatContainsItselfIsRefused() throws {
        var rules = TestRules()
        let loop = try rules.read(["filters": [Self.member("Loop")]])
        rules.assets.lists[13] = loop
        #expect(
            problems { try rules.compiler().filters(loop) } == [
                "filters[0].conditions[0]: smart list 'Loop' is in error: filters[0].conditions[0]: smart list 'Loop' contains itself"
            ])
        #expect(
            problems { try rules.compiler().filters(loop, of: 13) } == [
                "filters[0].conditions[0]: smart list 'Loop' contains itself"
            ])
    }

    @Test func aCycleOverAnotherListIsSeenBeforeItIsSaved() throws {
        var rules = TestRules()
        rules.assets.lists[12] = try rules.read(["filters": [Self.member("Hot Leads")]])
        let new = try rules.read(["filters": [Self.member("Nested")]])
        #expect(rules.compiler().problems(new).isEmpty)
        #expect(
            rules.compiler().problems(new, of: 11).map(\.description) == [
                "filters[0].conditions[0]: smart list 'Nested' is in error: "
                    + "filters[0].conditions[0]: smart list 'Hot Leads' contains itself"
            ])
    }

    @Test func aListThatRefersToABrokenListIsBroken() throws {
        var rules = TestRules()
        rules.assets.lists[12] = try rules.read(["filters": [["Member of List": "Customers"]]])
        let outer = try rules.read(["filters": [Self.member("Nested")]])
        rules.assets.names[.staticList] = [:]
        #expect(
            problems { try rules.compiler().filters(outer) } == [
                "filters[0].conditions[0]: smart list 'Nested' is in error: "
                    + "filters[0].conditions[0].values[0]: the static list 'Customers' has been deleted"
            ])
        rules.assets.names[.smartList] = [:]
        #expect(
            problems { try rules.compiler().filters(outer) } == [
                "filters[0].conditions[0].values[0]: the smart list 'Nested' has been deleted"
            ])
    }

    /// Each level holds the one below twice, so thirty levels would be a billion filters.
    @Test func listsThatMultiplyAreRefused() throws {
        var rules = TestRules()
        for level in 0..<30 { rules.assets.names[.smartList]?[Int64(100 + level)] = "Level \(level)" }
        for level in 1..<30 {
            let below = Self.member("Level \(level - 1)")
            rules.assets.lists[SmartListID(Int64(100 + level))] = try rules.read(["filters": [below, below]])
        }
        let found = problems { try rules.predicate(["filters": [Self.member("Level 29")]]) }
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("the lists in it have more than 10000 filters in total") == true)
        #expect(try rules.predicate(["filters": [Self.member("Level 8")]]) == .always)
    }
}
