import MusterModel
import MusterRules
import Testing

@Suite struct NestedSmartListTests {
    static func member(_ list: String, _ comparison: String = "in") -> JSONValue {
        ["Member of Smart List": .object([comparison: .string(list)])]
    }

    private static let hot = Predicate.field(.leadScore, .numberWithin(.from(50)))
    private static let bonn = Predicate.field(.city, .textIs(["bonn"]))

    @Test func aListIsReferredToAndStandsOnceBehindThoseInIt() throws {
        var rules = TestRules()
        rules.assets.lists[11] = try rules.read(["filters": [["Lead Score": ["at least": 50]]]])
        rules.assets.lists[12] = try rules.read([
            "match": "any", "filters": [Self.member("Hot Leads"), ["City": "Bonn"]],
        ])
        let nested = try rules.criteria(["filters": [Self.member("Nested")]])
        #expect(nested.predicate == .inSmartList(12))
        #expect(nested.lists.map(\.id) == [11, 12])
        #expect(nested.lists.map(\.predicate) == [Self.hot, .any([.inSmartList(11), Self.bonn])])
        #expect(try rules.predicate(["filters": [Self.member("Nested", "not in")]]) == .not(.inSmartList(12)))
        let both = try rules.criteria(["filters": [["Member of Smart List": ["Nested", "Hot Leads"]]]])
        #expect(both.predicate == .any([.inSmartList(12), .inSmartList(11)]))
        #expect(both.lists.map(\.id) == [11, 12])
        let hotOnly = try rules.criteria(["filters": [Self.member("Hot Leads"), Self.member("Hot Leads")]])
        #expect(hotOnly.predicate == .inSmartList(11))
        #expect(hotOnly.lists.map(\.id) == [11])
    }

    @Test(arguments: [(10.0, "Ulm", false), (10, "Bonn", true), (50, "Ulm", true)])
    func theInterpreterLooksThroughLists(score: Double, city: String, expected: Bool) throws {
        var rules = TestRules()
        rules.assets.lists[11] = try rules.read(["filters": [["Lead Score": ["at least": 50]]]])
        rules.assets.lists[12] = try rules.read([
            "match": "any", "filters": [Self.member("Hot Leads"), ["City": "Bonn"]],
        ])
        var lead = TestFacts()
        lead.values = [.leadScore: .number(score), .city: .text(city)]
        #expect(try rules.criteria(["filters": [Self.member("Nested")]]).holds(for: lead) == expected)
        #expect(try rules.criteria(["filters": [Self.member("Nested", "not in")]]).holds(for: lead) != expected)
    }

    @Test func aListThatContainsItselfIsRefused() throws {
        var rules = TestRules()
        let loop = try rules.read(["filters": [Self.member("Loop")]])
        rules.assets.lists[13] = loop
        #expect(
            problems { try rules.compiler().criteria(loop) } == [
                "filters[0].conditions[0]: smart list 'Loop' is in error: filters[0].conditions[0]: smart list 'Loop' contains itself"
            ])
        #expect(
            problems { try rules.compiler().criteria(loop, of: 13) } == [
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
            problems { try rules.compiler().criteria(outer) } == [
                "filters[0].conditions[0]: smart list 'Nested' is in error: "
                    + "filters[0].conditions[0].values[0]: the static list 'Customers' has been deleted"
            ])
        rules.assets.names[.smartList] = [:]
        #expect(
            problems { try rules.compiler().criteria(outer) } == [
                "filters[0].conditions[0].values[0]: the smart list 'Nested' has been deleted"
            ])
    }

    /// Rules of one document are checked one after the other, and each may lead to all that were before.
    @Test func whatIsRememberedIsReadOnce() throws {
        final class CountingAssets: AssetDirectory {
            var inner = TestAssets()
            private(set) var read: [SmartListID] = []
            func assetID(_ kind: AssetKind, named name: String) throws -> Int64? {
                try inner.assetID(kind, named: name)
            }
            func assetName(_ kind: AssetKind, id: Int64) throws -> String? { try inner.assetName(kind, id: id) }
            func rules(of list: SmartListID) throws -> RuleSet? {
                read.append(list)
                return try inner.rules(of: list)
            }
        }
        let (rules, _) = try Self.levels(50) { below in ["filters": [Self.member(below)]] }
        let assets = CountingAssets()
        assets.inner = rules.assets
        let compiler = RuleCompiler(
            catalog: TestRules.catalog, assets: assets, moment: testMoment("2024-05-15T12:00:00Z")
        )
        .remembering()
        for list in rules.assets.lists.keys.sorted() {
            #expect(compiler.problems(try #require(rules.assets.lists[list])).isEmpty)
        }
        #expect(assets.read.count == Set(assets.read).count && assets.read.count > 40)
    }

    @Test func aCycleIsFoundByWhatIsRememberedToo() throws {
        var rules = TestRules()
        rules.assets.lists[12] = try rules.read(["filters": [Self.member("Hot Leads")]])
        rules.assets.lists[11] = try rules.read(["filters": [Self.member("Nested")]])
        let compiler = rules.compiler().remembering()
        for list in [11, 12] as [SmartListID] {
            let problems = compiler.problems(try #require(rules.assets.lists[list]))
            #expect(problems.count == 1 && problems[0].message.contains("contains itself"), "\(problems)")
        }
        #expect(compiler.problems(try rules.read(["filters": [["City": "Bonn"]]])).isEmpty)
    }

    /// Each level holds the one below twice, so that forty levels would be a trillion filters.
    @Test func listsThatMultiplyStandOnceEach() throws {
        let (rules, top) = try Self.levels(40) { below in
            ["match": "any", "filters": [Self.member(below), Self.member(below, "not in"), ["City": "Bonn"]]]
        }
        let criteria = try rules.criteria(["filters": [Self.member(top)]])
        #expect(criteria.lists.count == 40)
        #expect(criteria.lists.last?.predicate == .any([.inSmartList(138), .not(.inSmartList(138)), Self.bonn]))
        var lead = TestFacts()
        lead.values[.city] = .text("Ulm")
        #expect(criteria.holds(for: lead))
    }

    @Test func aChainOfTenThousandListsIsNoDepth() throws {
        let (rules, top) = try Self.levels(10_000) { below in
            ["match": "any", "filters": [Self.member(below), ["City": "Bonn"]]]
        }
        let criteria = try rules.criteria(["filters": [Self.member(top)]])
        #expect(criteria.lists.count == 10_000)
        var lead = TestFacts()
        lead.values[.city] = .text("Bonn")
        #expect(criteria.holds(for: lead))
        #expect(rules.compiler().problems(try rules.read(["filters": [Self.member(top)]])).isEmpty)
    }

    @Test func aBrokenListAtTheEndOfALongChainIsNamedBriefly() throws {
        var (rules, top) = try Self.levels(200) { ["filters": [Self.member($0)]] }
        rules.assets.lists[100] = try rules.read(["filters": [["Member of List": "Customers"]]])
        rules.assets.names[.staticList] = [:]
        let found = problems { try rules.criteria(["filters": [Self.member(top)]]) }
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.hasPrefix("filters[0].conditions[0]: smart list 'Level 199' is in error:") })
        #expect(found.allSatisfy { $0.count < 2_000 })
    }

    /// Lists with the ids from 100, each of which refers to the one before; returns the last one's name.
    private static func levels(_ count: Int, _ rules: (String) -> JSONValue) throws -> (TestRules, String) {
        var all = TestRules()
        for level in 0..<count { all.assets.names[.smartList]?[Int64(100 + level)] = "Level \(level)" }
        all.assets.lists[100] = try all.read(["filters": [["City": "Ulm"]]])
        for level in 1..<count {
            var stored = try all.read(rules("Hot Leads"))
            for filter in stored.filters.indices {
                for condition in stored.filters[filter].conditions.indices {
                    guard stored.filters[filter].conditions[condition].values.first?.assetID != nil else { continue }
                    let below = RuleValue("Level \(level - 1)", assetID: Int64(99 + level))
                    stored.filters[filter].conditions[condition].values = [below]
                }
            }
            all.assets.lists[SmartListID(Int64(100 + level))] = stored
        }
        return (all, "\(99 + count)")
    }
}
