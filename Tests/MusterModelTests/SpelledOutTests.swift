import MusterModel
import Testing

@Suite struct SpelledOutTests {
    @Test(arguments: [
        ("Leeds", "Leeds"), ("Łódź, 東京 👍", "Łódź, 東京 👍"), ("❤\u{FE0F}", "❤\u{FE0F}"), ("a\\n", "a\\n"),
        ("a\u{1B}[31mb", "a\\u001B[31mb"), ("a\nb\tc\rd\u{7}", "a\\nb\\tc\\u000Dd\\u0007"), ("\u{9B}1m", "\\u009B1m"),
        ("\u{202E}gpj.exe", "\\u202Egpj.exe"), ("a\u{2066}b\u{2069}", "a\\u2066b\\u2069"),
        ("ad\u{200B}min\u{FEFF}", "ad\\u200Bmin\\uFEFF"), ("a\u{2028}b", "a\\u2028b"),
        ("a\u{E0041}", "a\\uDB40\\uDC41"),
    ])
    func writesWhatCannotBeSeenOut(text: String, expected: String) {
        #expect(text.spelledOut.isIdentical(to: expected))
        #expect(text.spelledOut.spelledOut.isIdentical(to: expected))
    }

    @Test func leavesJSONWhatItIs() throws {
        let value: JSONValue = ["a\u{202E}": "b\u{200B}\n\u{1B}\u{7F}\u{E0041}\u{9B}"]
        #expect(try JSONParser.parse(value.jsonText.spelledOut) == value)
    }
}
