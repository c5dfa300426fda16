import MusterEngine
import MusterModel
import MusterStore
import Testing

@testable import MusterServer

/// Tag types of a document, and the tags of its programs.
@Suite struct ApplierTagTests {
    private static let document = """
        tagTypes:
          - {name: Region, required: true, programTypes: [event, Default], values: [EMEA, North America]}
          - {name: Year, values: [2025, 2026]}
        programs:
          - {name: Spring, tags: {Region: EMEA, Year: 2026}}
          - {name: News, type: Email}
        """

    @Test("tag types come before the programs that need them; the second time nothing changes")
    func created() async throws {
        try await InstanceFixture.run { fixture in
            let report = try await fixture.apply(Self.document)
            #expect(report.assets(.created).map(\.name) == ["Region", "Year", "Spring", "News"])
            #expect(report.assets.first?.kind == "tag type")
            try fixture.store.read { reader throws in
                #expect(
                    try reader.tagTypes() == [
                        TagType(
                            name: "Region", isRequired: true, kinds: [.event, .standard],
                            allowedValues: ["EMEA", "North America"]),
                        TagType(
                            name: "Year", isRequired: false, kinds: [.standard, .email, .engagement, .event, .webinar],
                            allowedValues: ["2025", "2026"]),
                    ])
                #expect(
                    try reader.program(named: "Spring")?.tags == [
                        ProgramTag(type: "Region", value: "EMEA"), ProgramTag(type: "Year", value: "2026"),
                    ])
            }
            let revision = fixture.store.position.records
            let again = try await fixture.apply(Self.document)
            #expect(again.assets(.unchanged).count == again.assets.count, "\(again.assets)")
            #expect(fixture.store.position.records == revision)
        }
    }

    @Test("what is not given stays")
    func updated() async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document)
            let report = try await fixture.apply(
                """
                tagTypes:
                  - {name: Region, values: [EMEA, APAC]}
                  - {name: Year, required: true}
                programs:
                  - {name: Spring, tags: {Region: APAC}}
                  - {name: News, type: Email, tags: {Year: 2025}}
                """)
            #expect(report.assets(.updated).map(\.name) == ["Region", "Year", "Spring", "News"])
            try fixture.store.read { reader throws in
                let region = try #require(try reader.tagType(named: "Region"))
                #expect(region.isRequired && region.kinds == [.event, .standard])
                #expect(region.allowedValues == ["EMEA", "APAC"])
                #expect(try reader.tagType(named: "Year")?.allowedValues == ["2025", "2026"])
                #expect(
                    try reader.program(named: "Spring")?.tags == [
                        ProgramTag(type: "Region", value: "APAC"), ProgramTag(type: "Year", value: "2026"),
                    ])
            }
            // A program that is there is not asked for what became required.
            try await fixture.apply("tagTypes: [{name: Owner, required: true, values: [Kim]}]")
            #expect(try await fixture.apply("programs: [{name: Spring}]").assets(.unchanged).count == 1)
        }
    }

    @Test(
        "a document with problems changes nothing",
        arguments: [
            ("tagTypes: [{values: [A]}]", ["tagTypes[0]: 'name' is missing"]),
            ("tagTypes: [{name: Size}]", ["tagTypes[0]: 'values' is missing"]),
            ("tagTypes: [{name: Size, values: []}]", ["tagTypes[0].values: 'values' must not be empty"]),
            ("tagTypes: [{name: Size, values: [S, M, S]}]", ["tagTypes[0].values[2]: 'S' is given twice"]),
            ("tagTypes: [{name: Size, values: [{a: b}, L]}]", ["tagTypes[0].values[0]: a text is expected here"]),
            (
                "tagTypes: [{name: Size, value: [S]}]",
                [
                    "tagTypes[0].value: unknown member 'value'; did you mean 'values'?",
                    "tagTypes[0]: 'values' is missing",
                ]
            ),
            (
                "tagTypes: [{name: Size, values: S, programTypes: [Evnt], required: perhaps}]",
                [
                    "tagTypes[0].required: 'true' or 'false' is expected here",
                    "tagTypes[0].programTypes[0]: unknown program type 'Evnt'; did you mean 'Event'?",
                ]
            ),
            (
                "tagTypes: [{name: Size, values: S}, {name: Size, values: M}]",
                ["tagTypes[1]: tag type 'Size' is given twice"]
            ),
            (
                "programs: [{name: P}]",
                ["programs[0]: tag type 'Region' is required; give it a value under 'tags'"]
            ),
            (
                "programs: [{name: P, tags: {Region: EMAE}}]",
                [
                    "programs[0].tags.Region: 'EMAE' is no value of tag type 'Region'; did you mean 'EMEA'? (there are: EMEA"
                ]
            ),
            (
                "programs: [{name: P, tags: {Regoin: EMEA, Region: EMEA}}]",
                ["programs[0].tags.Regoin: there is no tag type 'Regoin'; did you mean 'Region'?"]
            ),
            (
                "programs: [{name: P, type: Email, tags: {Region: EMEA}}]",
                ["programs[0].tags.Region: tag type 'Region' is not applicable to program type 'Email'"]
            ),
            (
                "programs: [{name: Spring, tags: {Region: [EMEA]}}]",
                ["programs[0].tags.Region: a text is expected here"]
            ),
            (
                "programs: [{name: Spring, tags: EMEA}]",
                ["programs[0].tags: a mapping of names to values is expected here"]
            ),
        ])
    func problems(yaml: String, sentences: [String]) async throws {
        try await InstanceFixture.run { fixture in
            try await fixture.apply(Self.document)
            let revision = fixture.store.position.records
            let error = await #expect(throws: RuleError.self) { try await fixture.apply(yaml) }
            let told = error?.diagnostics.map(\.description) ?? []
            #expect(told.count == sentences.count, "\(told)")
            for (sentence, expected) in zip(told, sentences) { #expect(sentence.hasPrefix(expected), "\(sentence)") }
            #expect(fixture.store.position.records == revision)
        }
    }
}
