import MusterModel
import Testing

@testable import MusterRules

/// What must be true of operators together, over every value that matters.
@Suite struct OperatorAlgebraTests {
    static let moment = testMoment("2024-03-10T16:00:00Z", in: "America/New_York")

    static let texts: [FieldValue] = [.null] + ["", " ", "a", "A", "ab", "ä", "a\u{308}", "null"].map { .text($0) }
    static let numbers: [FieldValue] = [.null] + [-1, 0, 1, 5, 2_147_483_647].map { .integer($0) }
    static let days: [FieldValue] = [.null] + (-400...400).map { .date(moment.today.adding(days: $0)) }
    static let instants: [FieldValue] =
        [.null]
        + (-60...60).flatMap { hours in
            [-1, 0, 1].map { .instant(moment.instant.adding(seconds: hours * 3600).adding(milliseconds: $0)) }
        }

    static func values(_ family: ValueFamily) -> [FieldValue] {
        switch family {
        case .text: texts
        case .integer: numbers
        case .date: days
        default: instants
        }
    }

    static func test(_ name: String, _ operands: [String], _ family: ValueFamily) throws -> ValueTest {
        let found = OperatorCatalog.operators(for: family).first { $0.name == name }
        return try #require(found).test(Operands(operands.map { RuleValue($0) }, family: family, moment: moment))
    }

    @Test(
        arguments: [
            (ValueFamily.text, "is", "is not", ["a"]), (.text, "is", "is not", ["a", "\"\""]),
            (.text, "starts with", "not starts with", ["a"]), (.text, "contains", "not contains", ["b", "x"]),
            (.integer, "is", "is not", ["0"]), (.integer, "is", "is not", ["5", "1"]),
            (.date, "is", "is not", ["2024-02-29"]), (.datetime, "is", "is not", ["2024-03-10"]),
        ])
    func anOperatorAndItsNegationSplitTheValues(
        _ family: ValueFamily, _ positive: String, _ negative: String, _ operands: [String]
    ) throws {
        let (yes, no) = (try Self.test(positive, operands, family), try Self.test(negative, operands, family))
        for value in Self.values(family) { #expect(yes.holds(for: value) != no.holds(for: value), "\(value)") }
    }

    @Test(arguments: [ValueFamily.text, .integer, .date, .datetime])
    func emptyAndNotEmptySplitTheValues(_ family: ValueFamily) throws {
        let (yes, no) = (try Self.test("is empty", [], family), try Self.test("is not empty", [], family))
        for value in Self.values(family) { #expect(yes.holds(for: value) != no.holds(for: value), "\(value)") }
    }

    /// `in past` and `in past before`, `before` and `on or after` and so on meet without overlap;
    /// no value is in the earlier part.
    @Test(
        arguments: [
            ("in past before", ["1 day"], "in past", true), ("in past before", ["1 month"], "in past", true),
            ("in past before", ["1 year"], "in past", true), ("in past before", ["23 hours"], "in past", true),
            ("in past before", ["36 hours"], "in past", true),
            ("before", ["2024-03-10"], "on or after", false), ("on or before", ["2024-03-10"], "after", false),
            ("before", ["2024-03-10T15:00:00Z"], "on or after", false),
            ("on or before", ["2024-03-10T15:00:00Z"], "after", false),
        ], [ValueFamily.date, .datetime])
    func earlierAndLaterPartsMeet(
        _ row: (earlier: String, operands: [String], later: String, endsNow: Bool), _ family: ValueFamily
    ) throws {
        let earlier = try Self.test(row.earlier, row.operands, family)
        let later = try Self.test(row.later, row.operands, family)
        for value in Self.values(family) {
            let isFuture: Bool =
                switch value {
                case .date(let day): day > Self.moment.today
                case .instant(let instant): instant > Self.moment.instant
                default: false
                }
            let expected = isFuture && row.endsNow ? 0 : 1
            #expect([earlier, later].count { $0.holds(for: value) } == expected, "\(value)")
        }
    }

    @Test(arguments: ["1 day", "1 week", "1 month", "36 hours"], [ValueFamily.date, .datetime])
    func inFutureAndInFutureAfterNeverOverlap(_ span: String, _ family: ValueFamily) throws {
        let soon = try Self.test("in future", [span], family)
        let later = try Self.test("in future after", [span], family)
        for value in Self.values(family) {
            #expect(!(soon.holds(for: value) && later.holds(for: value)), "\(value)")
        }
    }

    /// Adobe's example: *in future after 90 days* and *in future 91 days* select one day.
    @Test func adobesExampleSelectsOneDay() throws {
        let after = try Self.test("in future after", ["90 days"], .date)
        let within = try Self.test("in future", ["91 days"], .date)
        let selected = Self.days.filter { after.holds(for: $0) && within.holds(for: $0) }
        #expect(selected == [.date(Self.moment.today.adding(days: 90))])
    }

    @Test(arguments: TimeFrame.allCases.map(\.name)) func everyTimeFrameReadsBack(_ name: String) throws {
        #expect(TimeFrame(name.uppercased())?.name == name)
        let test = try Self.test("in time frame", [name], .datetime)
        #expect(!test.holds(for: .null))
    }

    /// Weeks, months, quarters and years follow one another without gap or overlap.
    @Test(arguments: ["Week", "Month", "Quarter", "Year"]) func framesMeet(_ unit: String) throws {
        let frames = try ["Last", "This", "Next"].map {
            try #require(TimeFrame("\($0) \(unit)")).stretch(at: Self.moment)
        }
        for (earlier, later) in zip(frames, frames.dropFirst()) {
            #expect(earlier.days.upper?.value.adding(days: 1) == later.days.lower?.value)
            #expect(earlier.instants.upper?.value == later.instants.lower?.value)
            #expect(earlier.instants.upper?.isIncluded == false)
            #expect(later.instants.lower?.isIncluded == true)
        }
    }
}
