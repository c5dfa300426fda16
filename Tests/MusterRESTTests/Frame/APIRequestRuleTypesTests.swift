import Testing

@testable import MusterREST

/// Values of conditions, as the authoring calls write them.
@Suite struct APIRequestRuleTypesTests {
    @Test(
        "commas separate, double quotes hold together",
        arguments: [
            ("a", ["a"]), ("a,b", ["a", "b"]), (" a , b ", ["a", "b"]), ("a,,b,", ["a", "b"]), ("", []),
            (#""a,b",c"#, ["a,b", "c"]), (#" "a, b" , c"#, ["a, b", "c"]), (#""say ""hi""""#, [#"say "hi""#]),
            (#""""#, [""]), (#"12" pipe"#, [#"12" pipe"#]), (#""open, to the end"#, ["open, to the end"]),
        ])
    func quotedLists(text: String, values: [String]) {
        #expect(APIRequest.quotedList(text) == values)
    }
}
