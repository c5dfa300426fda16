import MusterAuthoring
import MusterEngine
import MusterModel
import MusterRules
import MusterStore
import Testing

@testable import MusterServer

@Suite struct ActivityImportTests {
    private static let document = """
        customActivityTypes:
          - {name: Purchase, primaryAttribute: Order, attributes: {CD Count: integer, Gift: boolean}}
        emails:
          - {name: Hello, subject: Hi, from: a@b.example, text: Hi}
        """

    private static func run(_ body: (InstanceFixture, LeadID) async throws -> Void) async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(document)
            let lead = try await fixture.store.write {
                try $0.createLead([.email: .text("ada@x.example")], origin: .api)
            }
            try await body(fixture, lead)
        }
    }

    @Test func addsActivitiesOfSeveralTypes() async throws {
        try await Self.run { fixture, lead in
            let result = try await fixture.importFile(
                .activities,
                """
                lead,type,date,primary value,cdCount,Gift,Browser,Change Value
                ADA@x.example,Purchase,2026-01-05T12:00:00Z,Order 1,3,yes,,
                \(lead),Visit Webpage,2026-01-06,/pricing,,,Firefox,
                \(lead),Open Email,2026-01-07 08:30,Hello,,,,
                \(lead),Change Score,2026-01-08,leadScore,,,,+5
                """)
            #expect(result.created == 4)
            try fixture.store.read { reader in
                let all = try reader.activities(
                    after: 0, since: nil, types: [100_001, 1, 10, 22].map { ActivityTypeID($0) }, limit: 10
                ).rows.map(\.content)
                #expect(all.map(\.primaryValue) == ["Order 1", "/pricing", "Hello", "Lead Score"])
                #expect(all[0].attributes == ["CD Count": 3, "Gift": true])
                #expect(all[1].attributes == ["Browser": "Firefox"])
                #expect(all[1].primaryID != nil)
                #expect(all[2].primaryID == (try reader.assetID(.email, named: "Hello")))
                #expect(all[3].primaryID == 146)
                #expect(all.map(\.at.iso8601).last == "2026-01-08T00:00:00Z")
            }
        }
    }

    @Test func everyMistakeHasItsPlace() async throws {
        try await Self.run { fixture, lead in
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(
                    .activities,
                    """
                    lead,type,date,primary value,CD Count,Link
                    eve@x.example,Purchase,2026-01-05,Order 1,1,
                    \(lead),Purchas,2026-01-05,Order 1,1,
                    \(lead),Purchase,tomorrow,Order 1,1,
                    \(lead),Purchase,2027-01-05,Order 1,one,
                    \(lead),Purchase,2026-01-05,,1,x
                    \(lead),Open Email,2026-01-05,Nothing,,
                    ,,,,,
                    """)
            }
            #expect(
                error?.sentences == [
                    "rows.csv:2:1: lead: there is no lead 'eve@x.example'",
                    "rows.csv:3:\("\(lead)".count + 2): type: there is no activity type 'Purchas'; did you mean 'Purchase'?",
                    "rows.csv:4:\("\(lead)".count + 11): date: 'tomorrow' is no date-time such as 2026-05-04T09:00:00Z",
                    "rows.csv:5:\("\(lead)".count + 11): date: 2027-01-05T00:00:00Z is in the future: it is 2026-03-02T09:00:00Z",
                    "rows.csv:5:\("\(lead)".count + 30): CD Count: 'one' is no value of type integer",
                    "rows.csv:6: 'primary value' is missing, the Order of the activity",
                    "rows.csv:6:\("\(lead)".count + 25): Link: activity type 'Purchase' has no attribute 'Link'",
                    "rows.csv:7:\("\(lead)".count + 24): primary value: there is no email 'Nothing'",
                    "rows.csv:8: 'lead' is missing", "rows.csv:8: 'type' is missing", "rows.csv:8: 'date' is missing",
                ])
        }
    }

    struct BadCell: Sendable {
        let members: String
        let problems: [String]

        init(_ members: String, _ problems: String...) {
            self.members = members
            self.problems = problems
        }
    }

    @Test(
        "a cell that would be left out is refused with its place, whether it is empty or no cell at all",
        arguments: [
            BadCell(#""CD Count":{"a":1}"#, #"rows[1].CD Count: '{"a":1}' is no text, number or boolean"#),
            BadCell(#""CD Count":[]"#, "rows[1].CD Count: '[]' is no text, number or boolean"),
            BadCell(#""Browser":[1]"#, "rows[1].Browser: '[1]' is no text, number or boolean"),
            BadCell(#""Nope":[1]"#, "rows[1].Nope: '[1]' is no text, number or boolean"),
            BadCell(#""Nope":"""#, "rows[1].Nope: no activity type has an attribute 'Nope'"),
            BadCell(#""Nope":null"#, "rows[1].Nope: no activity type has an attribute 'Nope'"),
            BadCell(#""Nope":7"#, "rows[1].Nope: no activity type has an attribute 'Nope'"),
            BadCell(
                #""CD Cuont":"""#,
                "rows[1].CD Cuont: no activity type has an attribute 'CD Cuont'; did you mean 'CD Count'?"),
            BadCell(
                #""primaryvalu":"""#,
                "rows[1].primaryvalu: no activity type has an attribute 'primaryvalu'; did you mean 'primary value'?"),
            BadCell(#""email":{}"#, "rows[1].email: '{}' is no text, number or boolean"),
        ])
    func cellsThatWouldBeLeftOut(_ cell: BadCell) async throws {
        try await Self.run { fixture, lead in
            let good = #""lead":\#(lead),"type":"Purchase","date":"2026-01-05","primary value":"Order 1","browser":"","#
            let rows = "[{\(good)\"Gift\":null},{\(good)\(cell.members)}]"
            let objects = try #require(try JSONParser.parse(rows).array).compactMap(\.object)
            let error = await #expect(throws: RuleError.self) {
                _ = try await fixture.importRows(ImportDocument(rows: objects), .activities)
            }
            #expect(error?.diagnostics.map(\.description) == cell.problems)
            let report = try await fixture.importRows(
                ImportDocument(rows: objects, skipsBadRows: true), .activities)
            #expect(report.created == 1 && report.skipped == 1)
        }
    }

    @Test("what is no cell is not told as missing, and is told in a row without a type too")
    func whatIsNoCell() async throws {
        try await Self.run { fixture, lead in
            let rows = """
                [{"lead":[],"type":"Purchase","date":{},"primary value":["Order 1"]},\
                {"lead":\(lead),"type":{},"date":"2026-01-05","Nope":"","CD Count":[]}]
                """
            let document = ImportDocument(rows: try #require(try JSONParser.parse(rows).array).compactMap(\.object))
            let error = await #expect(throws: RuleError.self) {
                _ = try await fixture.importRows(document, .activities)
            }
            #expect(
                error?.diagnostics.map(\.path) == [
                    "rows[0].lead", "rows[0].date", "rows[0].primary value", "rows[1].type", "rows[1].Nope",
                    "rows[1].CD Count",
                ])
        }
    }

    @Test("a page whose name has what cannot be seen is refused with its row")
    func unseenNames() async throws {
        try await Self.run { fixture, lead in
            let error = await #expect(throws: SourceError.self) {
                try await fixture.importFile(
                    .activities,
                    "lead,type,date,primary value\n\(lead),Visit Webpage,2026-01-05,/a\n\(lead),Visit Webpage,2026-01-05,/a\u{200B}\n"
                )
            }
            #expect(error?.sentences.count == 1 && error?.sentences[0].hasPrefix("rows.csv:3:") == true)
            #expect(error?.sentences[0].contains("U+200B as character 3") == true)
            // What has such a name from before keeps it.
            try await fixture.store.write { writer in
                try writer.rows.execute(
                    "INSERT INTO named_asset (kind, id, name) VALUES (?, 1900, ?)",
                    [.text(AssetKind.landingPage.rawValue), .text("/a\u{200B}")])
            }
            let known = try await fixture.importFile(
                .activities, "lead,type,date,primary value\n\(lead),Visit Webpage,2026-01-05,/a\u{200B}\n")
            #expect(known.created == 1)
        }
    }

    @Test func importedActivitiesTrigger() async throws {
        try await Self.run { fixture, lead in
            try await fixture.apply(
                """
                campaigns:
                  - name: Score
                    active: true
                    qualification: any
                    triggers: [{Has Purchase: {CD Count: {at least: 2}}}]
                    flow: [{Change Score: {Score Name: Lead Score, Change: 5}}]
                """)
            _ = try await fixture.importFile(
                .activities,
                """
                lead,type,date,primary value,CD Count
                \(lead),Purchase,2026-01-05,One,1
                \(lead),Purchase,2026-01-06,Two,2
                \(lead),Purchase,2026-01-07,Three,3
                """)
            try await fixture.instance.engine.runUntilIdle()
            #expect(try fixture.store.read { try $0.lead(lead, fields: [.leadScore]) }?[.leadScore] == .integer(10))
        }
    }
}
