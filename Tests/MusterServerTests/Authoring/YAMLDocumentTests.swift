import MusterModel
import Testing

@testable import MusterServer

@Suite struct YAMLDocumentTests {
    @Test(
        arguments: [
            ("NO", .string("NO")), ("no", .string("no")), ("on", .string("on")), ("NULL", .string("NULL")),
            ("null", .null), ("~", .null), ("", .null), ("true", true), ("false", false), ("'true'", .string("true")),
            ("12", .number("12")), ("-5", .number("-5")), ("1.50", .number("1.50")), ("1e3", .number("1e3")),
            ("+10", .string("+10")), ("007", .string("007")), ("0x1F", .string("0x1F")), ("1_000", .string("1_000")),
            (".5", .string(".5")), ("\"12\"", .string("12")), ("2026-05-04", .string("2026-05-04")),
            ("=0", .string("=0")), ("[a, 1]", ["a", 1]),
        ] as [(String, JSONValue)])
    func scalars(text: String, expected: JSONValue) throws {
        #expect(try YAMLDocument("value: \(text)", file: "f").json.object?["value"] == expected)
    }

    @Test("a document is read back as it was written, and nothing in it is unseen")
    func writtenAndRead() throws {
        let value: JSONValue = [
            "plain": "Łódź", "esc": "a\u{1B}[31mb\nc", "turned": "\u{202E}gpj", "wide": "a\u{200B}b",
            "list": ["\u{9B}", "\u{E0041}", "no", "12"],
        ]
        let text = try YAMLText.of(value)
        #expect(try YAMLDocument(text, file: "f").json == value)
        #expect(text.split(separator: "\n").allSatisfy { String($0).spelledOut == $0 }, "\(text)")
        #expect(try YAMLText.of(["plain": "Łódź"]) == "plain: Łódź\n")
    }

    static let source = """
        # A comment
        campaigns:
          - name: First
            filters:
              - Job Title: {contains: [VP, Head]}
          - name: Second
            flow:
              - Wait: 3 days
              - Change Score:
                  Change: +5
        """

    @Test(arguments: [
        ("campaigns", 2, 1), ("campaigns[0]", 3, 5), ("campaigns[0].name", 3, 5), ("campaigns[0].filters", 4, 5),
        ("campaigns[0].filters[0]", 5, 9), ("campaigns[0].filters[0].Job Title", 5, 9),
        ("campaigns[0].filters[0].job title.CONTAINS", 5, 21),
        ("campaigns[0].filters[0].Job Title.contains[1]", 5, 36), ("campaigns[1].flow[1].Change Score.Change", 10, 11),
        // Not in the file: the nearest part around it is.
        ("campaigns[1].flow[0].Wait.Duration", 8, 9), ("campaigns[1].flow[7]", 7, 5),
        ("campaigns[0].steps[3].stepChoice[0]", 3, 5), ("", 2, 1),
    ])
    func places(path: String, line: Int, column: Int) throws {
        let document = try YAMLDocument(Self.source, file: "campaigns.yaml")
        #expect(document.places[path] == SourcePlace(file: "campaigns.yaml", line: line, column: column))
    }

    @Test func sentence() throws {
        let places = try YAMLDocument(Self.source, file: "campaigns.yaml").places
        #expect(
            places.sentence(Diagnostic("campaigns[0].filters[0]", "is odd"))
                == "campaigns.yaml:5:9: campaigns[0].filters[0]: is odd")
        // A server's error carries the path in its text.
        #expect(
            places.sentence(Diagnostic("", "campaigns[1].flow[0].Wait: say: how long"))
                == "campaigns.yaml:8:9: campaigns[1].flow[0].Wait: say: how long")
    }

    @Test(arguments: [
        ("a: [1, 2", 1, "flow sequence"), ("a: 1\na: 2", 1, "given twice"), ("a: b: c", 1, "mapping values"),
        ("a: *missing", 1, "alias"),
    ])
    func mistakes(text: String, line: Int, words: String) {
        let error = #expect(throws: SourceError.self) { try YAMLDocument(text, file: "f.yaml") }
        let problem = error?.problems.first
        #expect(problem?.file == "f.yaml")
        #expect(problem?.message.contains(words) == true, "\(error?.description ?? "")")
        #expect(problem?.line ?? 0 >= line)
    }

    @Test func aliasesCannotMakeAHugeDocument() {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        for index in 1...7 {
            let items = Array(repeating: "*a\(index - 1)", count: 10).joined(separator: ", ")
            lines.append("a\(index): &a\(index) [\(items)]")
        }
        let error = #expect(throws: SourceError.self) {
            try YAMLDocument(lines.joined(separator: "\n"), file: "f.yaml")
        }
        #expect(error?.description.contains("more than") == true)
    }

    @Test("keys made of aliases of aliases are refused before anybody compares them")
    func aliasesInKeys() {
        let lines = (1...60).map { "a\($0): &a\($0) {[*a\($0 - 1), *a\($0 - 1)]: 1}" }
        let error = #expect(throws: SourceError.self) {
            try YAMLDocument((["a0: &a0 x"] + lines).joined(separator: "\n"), file: "f.yaml")
        }
        #expect(error?.description.contains("its aliases may stand for more than 1000000 values") == true)
    }

    @Test("a long text that is used very often is refused")
    func longAliases() {
        let text =
            "a: &a \(String(repeating: "x", count: 1 << 20))\nb: [\(Array(repeating: "*a", count: 32).joined(separator: ", "))]"
        let error = #expect(throws: SourceError.self) { try YAMLDocument(text, file: "f.yaml") }
        #expect(error?.description == "f.yaml: more than 32 MiB of text")
    }

    @Test("anchors that many values use stay allowed, and stars that are no aliases")
    func manyAliases() throws {
        let uses = Array(repeating: "*rule", count: 5_000).joined(separator: ", ")
        let text = "a: &rule {City: Leeds}\nb: [\(uses)]\nc: 2 * 3 & 4\nd: '*none'"
        let json = try YAMLDocument(text, file: "f").json
        #expect(json.object?["b"]?.array?.count == 5_000)
        #expect(json.object?["d"] == "*none")
    }

    @Test func emptyFileIsAnEmptyDocument() throws {
        #expect(try YAMLDocument("# nothing\n", file: "f").json == [:])
    }
}
