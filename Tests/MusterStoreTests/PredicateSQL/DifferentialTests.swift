import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

/// Random predicates on random leads: SQL must answer what the interpreter answers, in one statement
/// and in pieces.
///
/// `RuleDifferentialTests` asks the same of whole smart lists, lowered from rules.
@Suite struct DifferentialTests {
    private static let worlds = 20
    private static let questionsEach = 200

    @Test(arguments: StatementLimits.all) func sqlAgreesWithTheInterpreter(limits: StatementLimits) async throws {
        let seed = SeededGenerator.seedOfRun("DifferentialTests")
        var random = SeededGenerator(seed: seed)
        var selected = 0
        for _ in 0..<Self.worlds {
            let leads = (1...30).map { RandomWorld.usual.lead(LeadID($0), using: &random) }
            let predicates = random.some(Self.questionsEach...Self.questionsEach) {
                RandomWorld.usual.predicate(using: &$0)
            }
            selected += try await withStore { store in
                try await store.plant(leads)
                return try store.read { reader in
                    try predicates.reduce(0) { sum, predicate in
                        let criteria = Criteria(predicate)
                        if let found = try Disagreement.find(criteria, leads, reader, limits: limits) {
                            Issue.record("seed \(seed)\n\(found)")
                        }
                        return try sum + reader.count(meeting: criteria, limits: limits)
                    }
                }
            }
        }
        // Neither nearly nobody nor nearly everybody, or the questions would prove nothing.
        let all = Self.worlds * Self.questionsEach * 30
        #expect((all / 10...all * 9 / 10).contains(selected), "\(selected) of \(all)")
    }
}
