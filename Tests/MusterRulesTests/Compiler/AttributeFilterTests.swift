import MusterModel
import MusterRules
import Testing

@Suite struct AttributeFilterTests {
    @Test(
        arguments: [
            .init(
                #"{"Job Title":{"contains":["VP","Vice President"]}}"#,
                .field(.title, .textContains(["vp", "vice president"]))),
            .init(#"{"Country":"Germany"}"#, .field(.country, .textIs(["germany"]))),
            .init(
                #"{"Country":{"is not":["Germany","Austria"]}}"#,
                .field(.country, .not(.textIs(["germany", "austria"])))),
            .init(#"{"Lead Score":{"at least":50}}"#, .field(.leadScore, .numberWithin(.from(50)))),
            .init(#"{"Deal Amount":{"is":"0.50"}}"#, .field(TestRules.amount, .numberIs([0.5]))),
            .init(#"{"Win Ratio":{"between":[0,0.5]}}"#, .field(TestRules.ratio, .numberWithin(.closed(0, 0.5)))),
            .init(#"{"Unsubscribed":true}"#, .field(.unsubscribed, .isTrue)),
            .init(#"{"Unsubscribed":false}"#, .field(.unsubscribed, .anyOf([.isNull, .isFalse]))),
            .init(#"{"Email Address":{"is empty":true}}"#, .field(.email, .isNull)),
            .init(
                #"{"Date of Birth":{"before":"2000-01-01"}}"#,
                .field(.dateOfBirth, .anyOf([.isNull, .dayWithin(.before(CalendarDay(ordinal: 10_957)))]))),
            .init(
                #"{"Created At":{"in past":"1 hour"}}"#,
                .field(
                    .createdAt,
                    .instantWithin(.closed(Instant(seconds: 1_715_770_800), Instant(seconds: 1_715_774_400))))),
        ] as [PredicateRow]) func lowering(_ row: PredicateRow) throws
    { try row.check() }

    @Test func theZoneDecidesWhenADayBegins() throws {
        let rules = try TestRules().read(["filters": [["Created At": ["on or after": "2024-03-10"]]]])
        let predicate = try TestRules().compiler(in: "America/New_York").criteria(rules).predicate
        #expect(predicate == .field(.createdAt, .instantWithin(.from(Instant(seconds: 1_710_046_800)))))
    }

    @Test(
        arguments: [
            (#"{"filters":[{"City":"A"},{"State":"B"},{"Country":"C"}]}"#, [true, false, false], false),
            (#"{"filters":[{"City":"A"},{"State":"B"},{"Country":"C"}]}"#, [true, true, true], true),
            (#"{"match":"any","filters":[{"City":"A"},{"State":"B"},{"Country":"C"}]}"#, [false, true, false], true),
            (#"{"match":"any","filters":[{"City":"A"},{"State":"B"},{"Country":"C"}]}"#, [false, false, false], false),
            (
                #"{"logic":"1 and (2 or 3)","filters":[{"City":"A"},{"State":"B"},{"Country":"C"}]}"#,
                [true, false, true], true
            ),
            (
                #"{"logic":"1 and (2 or 3)","filters":[{"City":"A"},{"State":"B"},{"Country":"C"}]}"#,
                [false, true, true], false
            ),
            (#"{"filters":[]}"#, [false, false, false], true),
            (#"{"match":"any","filters":[]}"#, [false, false, false], true),
        ] as [(String, [Bool], Bool)]) func match(_ json: String, _ facts: [Bool], _ expected: Bool) throws
    {
        var lead = TestFacts()
        lead.values = [
            .city: .text(facts[0] ? "a" : "x"), .state: .text(facts[1] ? "b" : "x"),
            .country: .text(facts[2] ? "c" : "x"),
        ]
        #expect(try TestRules().predicate(JSONParser.parse(json)).holds(for: lead) == expected)
    }

    @Test func aRenamedFieldStaysFoundAndADeletedOneIsAProblem() throws {
        let rules = try TestRules().read(["filters": [["Deal Amount": 5]]])
        let renamed = LeadField(id: 90_001, "amount", "Contract Value", .currency, custom: true)
        let moment = testMoment("2024-05-15T12:00:00Z")
        func compiler(_ custom: [LeadField]) -> RuleCompiler {
            let catalog = RuleCatalog(leadFields: LeadFieldCatalog(custom: custom), activityTypes: .standard)
            return RuleCompiler(catalog: catalog, assets: TestAssets(), moment: moment)
        }
        #expect(try compiler([renamed]).criteria(rules).predicate == .field(renamed, .numberIs([5])))
        #expect(
            problems { try compiler([]).criteria(rules) } == ["filters[0]: there is no filter 'Deal Amount' any more"])
    }
}
