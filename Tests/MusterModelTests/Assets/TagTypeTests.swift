import MusterModel
import Testing

@Suite struct TagTypeTests {
    private let types = [
        TagType(name: "Region", isRequired: true, kinds: [.standard, .event], allowedValues: ["EMEA", "caf\u{E9}"]),
        TagType(name: "Owner", isRequired: false, kinds: [.standard], allowedValues: ["Kim"]),
    ]

    @Test(
        "tags are checked by type, kind and value, and for what is required",
        arguments: [
            ([("Region", "EMEA")], .standard, []), ([("Region", "EMEA"), ("Owner", "Kim")], .standard, []),
            ([("Region", "caf\u{E9}")], .event, []), ([], .email, []),
            ([], .event, ["Tag type 'Region' is required"]),
            ([("region", "EMEA")], .email, ["Tag type 'region' does not exist"]),
            (
                [("Region", "EMEA"), ("Owner", "Kim")], .event,
                ["Tag type 'Owner' is not applicable to program type 'Event'"]
            ),
            ([("Region", "emea")], .event, ["Value 'emea' is not allowed for tag type 'Region'"]),
            (
                [("Region", "cafe\u{301}")], .event,
                ["Value 'cafe\u{301}' is not allowed for tag type 'Region'"]
            ),
            ([("Region", "EMEA"), ("Region", "EMEA")], .event, ["Tag type 'Region' is given twice"]),
        ] as [([(String, String)], Program.Kind, [String])])
    func problems(tags: [(String, String)], kind: Program.Kind, problems: [String]) {
        #expect(types.problems(of: tags.map { ProgramTag(type: $0.0, value: $0.1) }, for: kind) == problems)
    }
}
