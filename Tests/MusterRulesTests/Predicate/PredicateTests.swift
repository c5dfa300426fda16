import MusterModel
import MusterRules
import Testing

@Suite struct PredicateTests {
    static let facts: TestFacts = {
        var facts = TestFacts()
        facts.values = [.title: .text("VP Sales"), .leadScore: .integer(50)]
        facts.lists = [1]
        facts.programs = [
            21: ProgramMembershipFact(status: "Attended", reachedSuccess: true, memberSince: Instant(seconds: 1000))
        ]
        facts.campaigns = [31: Instant(seconds: 2000)]
        facts.log = [
            NewActivity(lead: 1, type: 1, at: Instant(seconds: 100), primaryValue: "/pricing"),
            NewActivity(lead: 1, type: 1, at: Instant(seconds: 200), primaryValue: "/pricing"),
            NewActivity(lead: 1, type: 6, at: Instant(seconds: 300), campaign: 31, primaryID: 41, primaryValue: "Mail"),
        ]
        return facts
    }()

    static let visits = ActivityPattern(
        typeID: 1, conditions: [ActivityCondition(.primaryValue, .textIs(["/pricing"]))])

    static let cases: [(predicate: Predicate, holds: Bool)] = [
        (.always, true), (.never, false), (.all([]), true), (.any([]), false),
        (.field(.title, .textContains(["sales"])), true), (.field(.department, .isNull), true),
        (.activities(visits, atLeast: 1), true), (.activities(visits, atLeast: 2), true),
        (.activities(visits, atLeast: 3), false),
        (.activities(ActivityPattern(typeID: 1, at: .after(Instant(seconds: 100))), atLeast: 2), false),
        (.activities(ActivityPattern(typeID: 1, at: .from(Instant(seconds: 100))), atLeast: 2), true),
        (.activities(ActivityPattern(typeID: 6, conditions: [.init(.campaignID, .numberIs([31]))]), atLeast: 1), true),
        (.activities(ActivityPattern(typeID: 99), atLeast: 1), false),
        (.inStaticList([1, 2]), true), (.inStaticList([2]), false), (.inStaticList([]), false),
        (.inProgram(.init(programs: [21])), true), (.inProgram(.init(programs: [22])), false),
        (.inProgram(.init(programs: [21], statuses: ["attended"])), true),
        (.inProgram(.init(programs: [21], statuses: ["registered"])), false),
        (.inProgram(.init(programs: [21], reachedSuccess: false)), false),
        (.inProgram(.init(programs: [21], memberSince: .instantWithin(.from(Instant(seconds: 1000))))), true),
        (.inProgram(.init(programs: [21], memberSince: .instantWithin(.after(Instant(seconds: 1000))))), false),
        (.inCampaign([31], at: nil), true), (.inCampaign([32], at: nil), false),
        (.inCampaign([31, 32], at: .instantWithin(.before(Instant(seconds: 2000)))), false),
        (.inCampaign([31, 32], at: .instantWithin(.upTo(Instant(seconds: 2000)))), true),
    ]

    @Test(arguments: cases) func interpreter(_ predicate: Predicate, _ holds: Bool) {
        #expect(predicate.holds(for: Self.facts) == holds)
        #expect(Predicate.not(predicate).holds(for: Self.facts) == !holds)
    }

    @Test(arguments: cases) func simplifyingChangesNothing(_ predicate: Predicate, _ holds: Bool) {
        let forms: [Predicate] = [
            predicate, .not(.not(predicate)), .all([predicate, .always]), .any([predicate, .never]),
            .all([.all([predicate]), .any([.all([predicate])])]), .not(.any([.not(predicate)])),
        ]
        for form in forms { #expect(form.simplified.holds(for: Self.facts) == holds) }
        #expect(Predicate.all([predicate, .never]).simplified == .never)
        #expect(Predicate.any([.always, predicate]).simplified == .always)
    }

    @Test func simplifiedForms() {
        let a = Predicate.inStaticList([1])
        let b = Predicate.inStaticList([2])
        #expect(Predicate.all([.all([a, .always]), b]).simplified == .all([a, b]))
        #expect(Predicate.any([.any([a, .never]), .not(.not(b))]).simplified == .any([a, b]))
        #expect(Predicate.all([]).simplified == .always)
        #expect(Predicate.any([]).simplified == .never)
        #expect(Predicate.inStaticList([]).simplified == .never)
        #expect(Predicate.field(.title, .not(.anyOf([]))).simplified == .always)
        #expect(Predicate.field(.title, .textIs([])).simplified == .never)
    }
}
