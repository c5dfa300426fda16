import MusterModel
import MusterRules
import MusterTesting
import Testing

@testable import MusterStore

/// Criteria of the largest sizes that documents may have. What they mean, the differential tests
/// hold against the interpreter; here it matters that they are answered.
@Suite struct PiecewiseSelectionTests {
    private func withLeads(_ body: (StoreReader) throws -> Void) async throws {
        try await withStore { store in
            try await store.write { writer in
                _ = try writer.createLeads(
                    (1...300).map { [.leadScore: .integer($0), .city: .text($0 % 2 == 0 ? "Ulm" : "Bonn")] },
                    origin: .api)
            }
            try store.read(body)
        }
    }

    private static func score(_ score: Int) -> Predicate { .field(.leadScore, .numberIs([Double(score)])) }
    private static let isUlm = Predicate.field(.city, .textIs(["ulm"]))

    @Test func logicNestedAsDeeplyAsParenthesesMayBe() async throws {
        try await withLeads { reader throws in
            var predicate = Self.score(2)
            for level in 1...60 {
                predicate = level % 2 == 0 ? .all([Self.isUlm, predicate]) : .any([predicate, Self.score(level)])
            }
            #expect(try reader.leads(meeting: Criteria(predicate)) == [2])
            for level in 1...60 {
                predicate = .not(level % 2 == 0 ? .all([.always, predicate]) : .any([.never, predicate]))
            }
            #expect(try reader.leads(meeting: Criteria(predicate)) == [2])
        }
    }

    /// The printer's own limit must be one that the engine keeps: the heaviest leaf at every depth
    /// and in every place that one statement may have.
    @Test func whatOneStatementMayHoldTheEngineParses() async throws {
        let limits = StatementLimits.usual
        let test = ValueTest.not(.anyOf([.isNull, .not(.numberWithin(.closed(1, 2))), .numberIs([1, 2, 3])]))
        let leaf = Predicate.activities(
            ActivityPattern(
                typeID: 1, at: .after(TestClock.usualNow),
                conditions: [
                    ActivityCondition(.attribute("A", .number), test),
                    ActivityCondition(.attribute("B", .text), .textIs((0..<20).map { "v\($0)" })),
                ]), atLeast: 3)
        try await withLeads { reader throws in
            for isLast in [false, true] {
                for width in [1, 3, 60] {
                    var predicate = leaf
                    var level = 0
                    while true {
                        level += 1
                        let others = (0..<width).map { _ in Self.isUlm }
                        let parts = isLast ? others + [predicate] : [predicate] + others
                        let next: Predicate =
                            level % 3 == 0 ? .not(predicate) : level % 3 == 1 ? .all(parts) : .any(parts)
                        guard PredicateWeight.of(next, [:]).fits(limits) else { break }
                        predicate = next
                    }
                    let selection = try #require(
                        LeadSelection(predicate, among: [1, 2], after: 1, reader.connection.dialect))
                    _ = try reader.connection.all(
                        "SELECT lead.id FROM lead WHERE \(selection.condition)", selection.arguments
                    ) { $0.int(0) }
                    #expect(level > 4)
                }
            }
        }
    }

    @Test func listsNestedInOneAnother() async throws {
        try await withLeads { reader throws in
            let lists = (1...500).map { number in
                Criteria.NestedList(
                    SmartListID(Int64(number)),
                    number == 1
                        ? Self.isUlm
                        : number % 2 == 0
                            ? .any([.inSmartList(SmartListID(Int64(number - 1))), Self.score(number - 1)])
                            : .all([.not(Self.score(number - 1)), .inSmartList(SmartListID(Int64(number - 1)))]))
            }
            let found = try reader.leads(meeting: Criteria(.inSmartList(500), lists: lists))
            // Step by step: who is in the first list, and what each further one adds or takes away.
            var expected = Set((1...300).filter { $0 % 2 == 0 })
            for number in 2...500 where number <= 301 {
                if number % 2 == 0 { expected.insert(number - 1) } else { expected.remove(number - 1) }
            }
            #expect(found == expected.sorted().map { LeadID(Int64($0)) })
        }
    }

    /// Each list holds the one below twice: unfolded, more than there are atoms.
    @Test func listsThatMultiplyAreEvaluatedOnceEach() async throws {
        try await withLeads { reader throws in
            let lists = (1...300).map { number in
                let below = Predicate.inSmartList(SmartListID(Int64(number - 1)))
                let parts = [Predicate.all([below, Self.isUlm]), .all([below, .not(Self.score(number))])]
                return Criteria.NestedList(SmartListID(Int64(number)), number == 1 ? .always : .any(parts))
            }
            #expect(try reader.count(meeting: Criteria(.inSmartList(300), lists: lists)) == 151)
        }
    }

    @Test(.timeLimit(.minutes(10))) func ninetyFiltersOfTenThousandValuesInNineLists() async throws {
        try await withLeads { reader throws in
            let lists = (0..<9).map { number in
                let filters = (0..<10).map { filter in
                    Predicate.field(
                        .city,
                        .textIs(
                            (0..<10_000).map { "city \(number) \(filter) \($0)" } + (number == filter ? ["ulm"] : [])))
                }
                return Criteria.NestedList(SmartListID(Int64(number)), .any(filters))
            }
            let all = Criteria(.all((0..<9).map { .inSmartList(SmartListID($0)) }), lists: lists)
            #expect(try reader.count(meeting: all) == 150)
        }
    }

    @Test(.timeLimit(.minutes(10))) func aListOfManyValuesThatIsReferredToThousandsOfTimes() async throws {
        try await withLeads { reader throws in
            let values = (0..<10_000).map { "zz\($0)" }
            let lists = [
                Criteria.NestedList(1, .field(.city, .not(.textContains(values)))),
                Criteria.NestedList(2, .all((0..<200).map { $0 < 100 ? .inSmartList(1) : Self.isUlm })),
                Criteria.NestedList(3, .all((0..<20).map { _ in .inSmartList(2) })),
            ]
            #expect(try reader.count(meeting: Criteria(.inSmartList(3), lists: lists)) == 150)
        }
    }

    @Test func fewPeopleAreJudgedWithoutLookingAtTheOthers() async throws {
        try await withLeads { reader throws in
            let lists = (1...50).map { number in
                Criteria.NestedList(
                    SmartListID(Int64(number)), .any((0..<50).map { Self.score(number * 50 + $0) } + [Self.isUlm]))
            }
            let all = Criteria(.all((1...50).map { .inSmartList(SmartListID($0)) }), lists: lists)
            #expect(try reader.leads(meeting: all, among: [300, 7, 8, 999, 8]) == [8, 300])
            #expect(try reader.leads(meeting: all, among: []) == [])
        }
    }

    @Test func whatNoStatementCanHoldIsRefusedWithItsSize() async throws {
        try await withLeads { reader throws in
            let tests = (0..<3_000).map { ValueTest.numberWithin(.closed(Double($0), Double($0))) }
            let error = #expect(throws: StoreError.self) {
                try reader.count(meeting: Criteria(.field(.leadScore, .anyOf(tests))))
            }
            #expect(error?.code == .tooLarge)
            #expect(error?.message.contains("3000 comparisons") == true)
        }
    }
}
