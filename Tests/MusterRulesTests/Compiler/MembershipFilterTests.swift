import MusterModel
import MusterRules
import Testing

@Suite struct MembershipFilterTests {
    @Test(
        arguments: [
            .init(#"{"Member of List":"Customers"}"#, .inStaticList([1])),
            .init(#"{"Member of List":{"not in":["Customers","Webinar.Registrants"]}}"#, .not(.inStaticList([1, 2]))),
            .init(#"{"Member of List":{"is not":"Registrants"}}"#, .not(.inStaticList([2]))),
            .init(#"{"Member of List":1}"#, .inStaticList([1])),
            .init(
                #"{"Member of Program":{"in":"Webinar","Program Status":["Attended","Registered"]}}"#,
                .inProgram(.init(programs: [21], statuses: ["attended", "registered"]))),
            .init(
                #"{"Member of Program":{"not in":"Webinar","Reached Success":true}}"#,
                .not(.inProgram(.init(programs: [21], reachedSuccess: true)))),
            .init(
                #"{"Member of Program":{"in":"Webinar","Reached Success":false}}"#,
                .inProgram(.init(programs: [21], reachedSuccess: false))),
            .init(
                #"{"Member of Program":{"in":"Webinar","Membership Date":{"after":"2024-05-01T00:00:00Z"}}}"#,
                .inProgram(.init(programs: [21], memberSince: .instantWithin(.after(Instant(seconds: 1_714_521_600)))))),
            .init(
                #"{"Member of Program":{"in":["Webinar","Trade Show"],"Program Status":{"is not":"Attended"}}}"#,
                .any([
                    .all([
                        .inProgram(.init(programs: [21])),
                        .not(.inProgram(.init(programs: [21], statuses: ["attended"]))),
                    ]),
                    .all([
                        .inProgram(.init(programs: [22])),
                        .not(.inProgram(.init(programs: [22], statuses: ["attended"]))),
                    ]),
                ])),
            .init(#"{"Member of Smart Campaign":["Invite","Score It"]}"#, .inCampaign([31, 32], at: nil)),
            .init(
                #"{"Member of Smart Campaign":{"in":"Invite","Date":{"on or after":"2024-05-01"}}}"#,
                .inCampaign([31], at: .instantWithin(.from(Instant(seconds: 1_714_521_600))))),
        ] as [PredicateRow]) func lowering(_ row: PredicateRow) throws
    { try row.check() }

    @Test(arguments: [nil, "Attended", "Registered"]) func notInIsTheComplementWithItsConstraints(_ status: String?)
        throws
    {
        func predicate(_ comparison: String) throws -> Predicate {
            try TestRules().predicate([
                "filters": [["Member of Program": .object([comparison: "Webinar", "Program Status": "Attended"])]]
            ])
        }
        var facts = TestFacts()
        if let status {
            facts.programs[21] = ProgramMembershipFact(
                status: status, reachedSuccess: false, memberSince: Instant(seconds: 0))
        }
        #expect(try predicate("in").holds(for: facts) == (status == "Attended"))
        #expect(try predicate("not in").holds(for: facts) == (status != "Attended"))
    }

    @Test func aDeletedAssetIsAProblemAndARenamedOneIsNot() throws {
        var rules = TestRules()
        let list = try rules.read(["filters": [["City": "x"], ["Member of List": ["Customers", "Registrants"]]]])
        rules.assets.names[.staticList] = [2: "Renamed"]
        #expect(
            rules.compiler().problems(list).map(\.description) == [
                "filters[1].conditions[0].values[0]: the static list 'Customers' has been deleted"
            ])
        rules.assets.names[.staticList] = [1: "Old Customers", 2: "Renamed"]
        #expect(rules.compiler().problems(list).isEmpty)
        #expect(try rules.compiler().criteria(list.filters[1]).predicate == .inStaticList([1, 2]))
    }

    @Test func anAssetMayHaveQuotesInItsName() throws {
        var rules = TestRules()
        rules.assets.names[.staticList] = [7: "\"Best\" customers \"ever\"", 8: "\"Quoted\"", 9: "Plain"]
        for (name, id) in [("\"Quoted\"", 8), ("\"Plain\"", 9), ("\"Best\" customers \"ever\"", 7)] {
            let predicate = try rules.predicate(["filters": [["Member of List": .string(name)]]])
            #expect(predicate == .inStaticList([StaticListID(Int64(id))]))
        }
    }
}
