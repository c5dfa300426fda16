import MusterModel
import MusterRules
import MusterSQLite
import Testing

@testable import MusterStore

/// The text of the SQL, as a tripwire; `DifferentialTests` holds its meaning against the
/// interpreter.
@Suite struct PredicateSQLTests {
    private static let noon = Instant(milliseconds: 1000)

    @Test(
        arguments: [
            (.always, "TRUE", []),
            (.not(.never), "NOT (FALSE)", []),
            (.all([.always, .never]), "(TRUE AND FALSE)", []),
            (.any([]), "FALSE", []),
            (
                .field(.city, .textIs(["ulm", "k\u{F6}ln"])),
                "(lead.city IS NOT NULL AND muster_fold(lead.city) IN (?, ?))", [.text("ulm"), .text("k\u{F6}ln")]
            ),
            (
                .field(.email, .textContains(["@x"])),
                "(lead.email_key IS NOT NULL AND instr(lead.email_key, ?) > 0)", [.text("@x")]
            ),
            (
                .field(.city, .not(.anyOf([.isNull, .textStartsWith(["u"])]))),
                "NOT ((lead.city IS NULL OR (lead.city IS NOT NULL AND instr(muster_fold(lead.city), ?) = 1)))",
                [.text("u")]
            ),
            (
                .field(
                    .leadScore, .numberWithin(.init(lower: .init(1, included: true), upper: .init(9, included: false)))),
                "(lead.lead_score IS NOT NULL AND CAST(lead.lead_score AS REAL) >= ? AND CAST(lead.lead_score AS REAL) < ?)",
                [.double(1), .double(9)]
            ),
            (.field(.leadScore, .textIs(["1"])), "FALSE", []),
            (.field(.unsubscribed, .isTrue), "(lead.unsubscribed IS NOT NULL AND lead.unsubscribed = 1)", []),
            (
                .activities(
                    ActivityPattern(
                        typeID: 11, at: .after(noon),
                        conditions: [ActivityCondition(.attribute("Link", .text), .textIs(["/a"]))]), atLeast: 1),
                """
                EXISTS (SELECT 1 FROM activity WHERE activity.lead_id = lead.id AND activity.type_id = ? \
                AND activity.at > ? AND COALESCE(muster_fold(muster_json(activity.attributes, ?)) IN (?), FALSE))
                """, [.int(11), .int(1000), .text("Link"), .text("/a")]
            ),
            (
                .activities(ActivityPattern(typeID: 1), atLeast: 3),
                """
                (SELECT count(*) FROM (SELECT 1 FROM activity WHERE activity.lead_id = lead.id \
                AND activity.type_id = ? LIMIT ?) AS found) >= ?
                """, [.int(1), .int(3), .int(3)]
            ),
            (
                .inStaticList([7, 8]),
                "EXISTS (SELECT 1 FROM static_list_member member WHERE member.list_id IN (?, ?) AND member.lead_id = lead.id)",
                [.int(7), .int(8)]
            ),
            (
                .field(.city, .textContains((1...9).map { "c\($0)" })),
                "(lead.city IS NOT NULL AND muster_contains(muster_fold(lead.city), ?))",
                [.text(#"["c1","c2","c3","c4","c5","c6","c7","c8","c9"]"#)]
            ),
            (
                .field(.leadScore, .numberIs((1...9).map { Double($0) / 2 })),
                "(lead.lead_score IS NOT NULL AND muster_one_of(CAST(lead.lead_score AS REAL), ?))",
                [.text("[0.5,1.0,1.5,2.0,2.5,3.0,3.5,4.0,4.5]")]
            ),
            (
                .field(.createdAt, .anyOf((1...9).map { .instantWithin(.halfOpen(Instant(seconds: $0), noon)) })),
                "(lead.created_at IS NOT NULL AND muster_within(lead.created_at, ?))",
                [
                    .text(
                        "[[1000,999],[2000,999],[3000,999],[4000,999],[5000,999],[6000,999],[7000,999],[8000,999],[9000,999]]"
                    )
                ]
            ),
        ] as [(Predicate, String, [SQLValue])])
    func prints(predicate: Predicate, sql: String, arguments: [SQLValue]) {
        var printer = PredicateSQL(SQLiteDialect())
        #expect(printer.condition(predicate) == sql)
        #expect(printer.arguments == arguments)
    }

    @Test func longListsStayShallow() {
        let parts = (0..<10_000).map { "p\($0)" }
        let text = PredicateSQL.joined(parts, "OR", empty: "FALSE")
        var depth = 0
        var deepest = 0
        for character in text {
            if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
            deepest = max(deepest, depth)
        }
        #expect(depth == 0)
        #expect(deepest < 12)
    }
}
