import MusterModel
import MusterRules
import MusterStore
import MusterTesting
import Testing

/// Long lists of values, which reach the database as one argument: SQL must answer what the
/// interpreter answers.
@Suite struct ListedValueTests {
    private static let random = RandomWorld.usual

    @Test func sqlAgreesWithTheInterpreter() async throws {
        let seed = SeededGenerator.seedOfRun("ListedValueTests")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<8 {
            let leads = (1...40).map { Self.random.lead(LeadID($0), using: &random) }
            let predicates = random.some(120...120) { Self.predicate(leads, using: &$0) }
            try await withStore { store in
                try await store.plant(leads)
                try store.read { reader in
                    for predicate in predicates {
                        let criteria = Criteria(predicate)
                        if let found = try Disagreement.find(criteria, leads, reader) {
                            Issue.record("seed \(seed)\n\(found)")
                        }
                    }
                }
            }
        }
    }

    /// A test of more values than are printed one by one, among them some that leads have.
    private static func predicate(_ leads: [RandomLead], using random: inout SeededGenerator) -> Predicate {
        let field = random.pick(Self.random.fields)
        let stored = leads.compactMap { $0.values[field] }
        var tests: [ValueTest] = []
        switch field.dataType.storage {
        case .text:
            var texts = random.some(9...30) { $0.pick(NastyValues.texts).caseFolded }
            texts += stored.prefix(3).compactMap { if case .text(let text) = $0 { text.caseFolded } else { nil } }
            switch random.number(0...2) {
            case 0: tests = [.textIs(texts)]
            case 1: tests = [.textStartsWith(texts.map { String($0.prefix(3)) }.filter { !$0.isEmpty })]
            default: tests = [.textContains(texts.map { String($0.suffix(3)) }.filter { !$0.isEmpty })]
            }
        case .integer, .number:
            tests = [.numberIs(random.some(9...30) { $0.pick(NastyValues.wanted) } + [0.1, 1e300, -2.5])]
        case .date:
            tests = random.some(9...30) {
                .dayWithin(bounds($0.pick(NastyValues.days), $0.pick(NastyValues.days), &$0))
            }
        case .instant:
            tests = random.some(9...30) {
                .instantWithin(bounds($0.pick(NastyValues.instants), $0.pick(NastyValues.instants), &$0))
            }
        case .boolean: tests = [.isTrue]
        }
        let test = tests.count == 1 ? tests[0] : ValueTest.anyOf(tests)
        return .field(field, random.chance(30) ? .not(test) : test)
    }

    private static func bounds<Value>(_ a: Value, _ b: Value, _ random: inout SeededGenerator) -> Bounds<Value> {
        let (low, high) = a < b ? (a, b) : (b, a)
        func end(_ value: Value, _ random: inout SeededGenerator) -> Bounds<Value>.End? {
            random.chance(90) ? .init(value, included: random.chance(50)) : nil
        }
        return Bounds(lower: end(low, &random), upper: random.chance(50) ? end(low, &random) : end(high, &random))
    }
}
