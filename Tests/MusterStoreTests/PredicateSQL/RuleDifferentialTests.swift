import Foundation
import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

/// Random smart lists on random leads, from the rules down: SQL must answer what the interpreter
/// answers, in one statement and in pieces. 5,400 pairs of a smart list and a set of leads each run.
@Suite struct RuleDifferentialTests {
    private static let worlds = 36
    private static let listsEach = 150
    private static let leadsEach: Int64 = 25

    @Test(arguments: ["UTC", "America/New_York", "Asia/Kathmandu"])
    func sqlAgreesWithTheInterpreter(zone: String) async throws {
        let seed = SeededGenerator.seedOfRun("RuleDifferentialTests \(zone)")
        var random = SeededGenerator(seed: seed)
        let moment = Moment(TestClock.usualNow, in: try #require(TimeZone(identifier: zone)))
        var tally = Tally()
        for _ in 0..<Self.worlds / 3 {
            let leads = (1...Self.leadsEach).map { RandomWorld.usual.lead(LeadID($0), using: &random) }
            let (lists, assets) = Self.smartLists(using: &random)
            let compiler = RuleCompiler(catalog: RandomWorld.usual.catalog, assets: assets, moment: moment)
            try await withStore { store in
                try await store.plant(leads)
                try store.read { reader in
                    for rules in lists {
                        try tally.compare(rules, compiler, leads, reader, "seed \(seed) zone \(zone)")
                    }
                }
            }
        }
        // Neither nearly nobody nor nearly everybody, or the pairs would prove nothing.
        let all = tally.asked * Int(Self.leadsEach)
        #expect((all / 10...all * 9 / 10).contains(tally.selected), "\(tally.selected) of \(all)")
    }

    /// Some lists that others may name, and the lists to ask.
    private static func smartLists(using random: inout SeededGenerator) -> ([RuleSet], RandomAssets) {
        let simple = RandomRules(.usual)
        var assets = RandomAssets()
        for id in [5001, 5002] as [SmartListID] { assets.smartLists[id] = simple.ruleSet(using: &random) }
        let nesting = RandomRules(.usual, smartLists: assets.smartLists.keys.sorted())
        assets.smartLists[5003] = nesting.ruleSet(using: &random)
        let all = RandomRules(.usual, smartLists: assets.smartLists.keys.sorted())
        return ((0..<listsEach).map { _ in all.ruleSet(using: &random) }, assets)
    }

    private struct Tally {
        var asked = 0
        var selected = 0

        mutating func compare(
            _ rules: RuleSet, _ compiler: RuleCompiler, _ leads: [RandomLead], _ reader: StoreReader, _ origin: String
        ) throws {
            asked += 1
            let criteria = try compiler.criteria(rules)
            for limits in StatementLimits.all {
                if let found = try Disagreement.find(criteria, leads, reader, limits: limits) {
                    Issue.record("\(origin) \(limits)\n| smart list | \(rules.storedJSON().jsonText)\n\(found)")
                }
            }
            let members = try reader.leads(meeting: criteria)
            selected += members.count
            // The same people, however the question is put.
            let few = members.filter { $0.rawValue % 3 == 0 } + [1, 2, 900]
            let behind = LeadID(Int64(asked % leads.count))
            for limits in StatementLimits.all {
                #expect(try reader.count(meeting: criteria, limits: limits) == members.count)
                #expect(try reader.leadSet(meeting: criteria, limits: limits).leads(after: 0) == members)
                #expect(
                    try reader.leads(meeting: criteria, among: few, limits: limits) == members.filter(few.contains))
                #expect(
                    try reader.leads(meeting: criteria, after: behind, limit: 5, limits: limits)
                        == members.filter { $0 > behind }.prefix(5).map(\.self))
            }
        }
    }
}
