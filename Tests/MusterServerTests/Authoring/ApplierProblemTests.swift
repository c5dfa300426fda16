import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterServer

@Suite struct ApplierProblemTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let yaml: String
        let sentences: [String]
        init(_ yaml: String, _ sentences: String...) {
            self.yaml = yaml
            self.sentences = sentences
        }
        var testDescription: String { sentences.joined(separator: " | ") }
    }

    @Test(arguments: [
        Case("campaigs: []", "campaigs: unknown member 'campaigs'; did you mean 'campaigns'?"),
        Case("- a", "a mapping is expected here"),
        Case("timeZone: Mars", "timeZone: 'Mars' is no time zone such as Europe/Berlin"),
        Case("smartLists: [{filters: []}]", "smartLists[0]: 'name' is missing"),
        Case("smartLists: [{name: ''}]", "smartLists[0].name: 'name' must not be empty"),
        Case(
            #"smartLists: [{name: "A\tB"}]"#,
            "smartLists[0].name: 'A<U+0009>B' has U+0009 as character 2; leave it out: names take no control characters"
        ),
        Case(#"staticLists: ["A\n"]"#, "staticLists[0].name: 'A<U+000A>' has U+000A as character 2"),
        Case(
            #"programs: [{name: P, folders: ["A/B\u202E"]}]"#,
            "programs[0].folders[0]: 'A/B<U+202E>' has U+202E as character 4"),
        Case(
            #"programs: [{name: P, folders: [{name: "A\u200B"}]}]"#,
            "programs[0].folders[0].name: 'A<U+200B>' has U+200B as character 2"),
        Case(#"programs: [{name: "P\u0007"}]"#, "programs[0].name: 'P<U+0007>' has U+0007"),
        Case(#"emails: [{name: "E\uFEFF", subject: S, text: T}]"#, "emails[0].name: 'E<U+FEFF>' has U+FEFF"),
        Case(#"campaigns: [{name: "C\u2028D"}]"#, "campaigns[0].name: 'C<U+2028>D' has U+2028"),
        Case(#"tagTypes: [{name: "T\e", values: ["a\u2066"]}]"#, "tagTypes[0].name: ", "tagTypes[0].values[0]: "),
        Case(
            #"customActivityTypes: [{name: N, apiName: n, filterName: "F\r", primaryAttribute: "P\u200D"}]"#,
            "customActivityTypes[0].primaryAttribute: 'P<U+200D>' has U+200D"),
        Case(
            #"customActivityTypes: [{name: N, apiName: n, filterName: "F\r", primaryAttribute: P}]"#,
            "customActivityTypes[0].filterName: 'F<U+000D>' has U+000D"),
        Case("staticLists: [A, B, A]", "staticLists[2]: static list 'A' is given twice"),
        Case("staticLists: [{name: A, folder: Nowhere}]", "staticLists[0]: there is no folder 'Nowhere'"),
        Case("programs: [{name: P, type: Webinarr}]", "programs[0].type: unknown program type 'Webinarr'"),
        Case(
            "programs: [{name: P, channel: Blogg}]",
            "programs[0].channel: there is no channel 'Blogg'; did you mean 'Blog'?"),
        Case(
            "programs: [{name: P, type: Event, channel: Blog}]",
            "programs[0].channel: channel 'Blog' is not applicable to program type 'Event'"),
        Case("tokens: {A: {number: x}}", "tokens.A: 'x' is no number"),
        Case(
            "folders: [\(Array(repeating: "a", count: 21).joined(separator: "/"))]",
            "folders[0]: goes 21 folders down; 20 are allowed"),
        Case(
            "staticLists: [\((0..<9_999).map { "L\($0)" }.joined(separator: ", "))]",
            "describes 10001 assets; 10000 are allowed in one document"),
        Case("tokens: {A: {scor: 1}}", "tokens.A: unknown token type 'scor'; did you mean 'score'?"),
        Case("tokens: {A: {date: 2026-13-01}}", "tokens.A: '2026-13-01' is no date such as 2026-05-04"),
        Case("emails: [{name: E, subject: S}]", "emails[0]: an e-mail needs 'html', 'text' or both"),
        Case(
            "campaigns: [{name: C, qualification: sometimes, maxMembers: 0, active: perhaps}]",
            "campaigns[0].qualification: 'sometimes' is none of: once, any, every 3 days",
            "campaigns[0].maxMembers: a whole number above 0",
            "campaigns[0].active: 'true' or 'false' is expected here"),
        Case(
            "campaigns: [{name: C, recurrence: {every: hour, starting: 2026-01-01}}]",
            "campaigns[0].recurrence.every: a campaign recurs by days, weeks or months, not by 'hour'"),
        Case(
            "campaigns: [{name: C, recurrence: {every: week}}]", "campaigns[0].recurrence: 'starting' is missing"),
        Case(
            "campaigns: [{name: C, recurrence: {every: week, on: Someday, starting: 2026-01-01}}]",
            "campaigns[0].recurrence.on: 'Someday' is no weekday such as Monday"),
        Case(
            "smartLists: [{name: L, filters: [{Job Titel: VP}]}]", "smartLists[0].filters[0].Job Titel: "),
        Case(
            "smartLists: [{name: L, filters: [{Job Title: {contain: VP}}]}]",
            "smartLists[0].filters[0].Job Title.contain: there is no operator 'contain'; did you mean 'contains'?"),
        Case(
            "smartLists: [{name: L, filters: [{Member of List: {in: Nobody}}]}]",
            "smartLists[0].filters[0].Member of List"),
        Case(
            "smartLists: [{name: L, triggers: [{Visits Web Page: {}}]}]",
            "smartLists[0].triggers[0]: only the smart list"),
        Case(
            "smartLists: [{name: A, filters: [{Member of Smart List: {in: B}}]}, "
                + "{name: B, filters: [{Member of Smart List: {in: A}}]}]",
            "smartLists[0].filters[0].conditions[0]: smart list 'B' is in error",
            "smartLists[1].filters[0].conditions[0]: smart list 'A' is in error"),
        Case("campaigns: [{name: C, flow: [{Wait: 3 dayz}]}]", "campaigns[0].flow[0].Wait: Duration '3 dayz'"),
        Case(
            "campaigns: [{name: C, flow: [{Send Mail: X}]}]", "campaigns[0].flow[0]: there is no flow step 'Send Mail'"),
        Case(
            "campaigns: [{name: C, active: true}]", "campaigns[0].active: a campaign without triggers cannot be active"),
        Case(
            "campaigns: [{name: C, active: true, triggers: [{Visits Web Page: {}}]}]",
            "campaigns[0].active: a campaign without flow steps cannot be active"),
        Case(
            "campaigns: [{name: C, schedule: 2026-03-03 09:00}]",
            "campaigns[0].schedule: the smart list has no filters"),
        Case(
            "staticLists: [L]\ncampaigns: [{name: C, schedule: 2025-01-01, filters: [{City: X}], flow: [{Add to List: L}]}]",
            "campaigns[0].schedule: '2025-01-01T00:00:00Z' is in the past"),
        Case(
            "customActivityTypes: [{name: Purchase, filterName: Opened Email, primaryAttribute: Order}]",
            "customActivityTypes[0].filterName: this name belongs to activity type 'Open Email'"),
        Case(
            "customActivityTypes: [{name: Purchase, primaryAttribute: Order, attributes: {A: colour}}]",
            "customActivityTypes[0].attributes.A: unknown data type 'colour'"),
        Case(
            "leadFields: {Email Address: string}",
            "leadFields.Email Address: the names are those of field 'Email Address'"),
    ])
    func aDocumentWithProblemsChangesNothing(_ row: Case) async throws {
        try await InstanceFixture.run { fixture in
            let before = try Self.names(fixture.store)
            let good = "folders: [New Folder]\nprograms: [{name: Good}]\n"
            let yaml =
                ["programs:", "folders:"].contains(where: row.yaml.contains) || row.yaml.hasPrefix("-")
                ? row.yaml : good + row.yaml
            let error = await #expect(throws: RuleError.self) { try await fixture.apply(yaml) }
            let told = error?.diagnostics.map(\.description) ?? []
            #expect(told.count == row.sentences.count, "\(told)")
            for (sentence, expected) in zip(told, row.sentences) {
                #expect(sentence.hasPrefix(expected), "\(sentence)")
            }
            #expect(try Self.names(fixture.store) == before)
            #expect(fixture.store.catalogs.activityTypes.types.allSatisfy { !$0.isCustom })
        }
    }

    private static func names(_ store: Store) throws -> [String] {
        try store.read { reader in
            try reader.folders(under: nil, maxDepth: 10, offset: 0, limit: 1_000).map { "\($0.reference)" }
                + reader.smartLists(.everything).map(\.name) + reader.smartCampaigns(.everything).map(\.name)
                + reader.staticLists(.everything).map(\.name) + reader.emails(.everything).map(\.name)
        }
    }

    @Test func whatAProgramIsCannotChange() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(
                "folders: [A]\nprograms: [{name: P, type: Default, channel: Blog, description: old}]")
            let error = await #expect(throws: RuleError.self) {
                try await fixture.apply(
                    "programs: [{name: P, type: Default, channel: Content, folder: A, description: new}]")
            }
            #expect(
                error?.diagnostics.map(\.description) == [
                    "programs[0].channel: program 'P' has channel 'Blog', which cannot change",
                    "programs[0].folder: program 'P' is in '/Marketing Activities/Default'; programs do not move",
                ])
            #expect(try fixture.store.read { try $0.program(named: "P")?.description } == "old")
        }
    }

    @Test("of very many problems the first are told, and that there may be more")
    func many() async throws {
        try await InstanceFixture.run { fixture in
            let names = (0..<2_000).map { "Nope\($0): 1" }.joined(separator: "\n")
            let error = await #expect(throws: RuleError.self) { try await fixture.apply(names) }
            #expect(error?.diagnostics.count == 501)
            #expect(error?.diagnostics.first?.path == "Nope0")
            #expect(error?.diagnostics.last?.message == "there may be more; these are the first 500")
        }
    }
}
