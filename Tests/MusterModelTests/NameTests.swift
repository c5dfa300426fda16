import MusterModel
import Testing

@Suite struct NameTests {
    @Test(
        "all of a name can be seen",
        arguments: [
            "", "A", "Spring Webinar 2026 (copy)", "Müller & Söhne", "東京", "חדש", "❤\u{FE0F} Campaign", "e\u{301}",
            "a\u{A0}b", "~!@#$%^&*{}[]<>\"'\\|/?`",
        ])
    func taken(name: String) { #expect(Name.problem(of: name) == nil) }

    @Test(
        "control characters, ends of lines and what has no width or turns the text are refused, with the place",
        arguments: [
            0x00, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E,
            0x200F, 0x2028, 0x2029, 0x202A, 0x202D, 0x202E, 0x2060, 0x2064, 0x2066, 0x2067, 0x2069, 0xFEFF, 0xE0041,
        ])
    func refused(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let code =
            "U+" + String(repeating: "0", count: max(0, 4 - String(value, radix: 16).count))
            + String(value, radix: 16, uppercase: true)
        for (name, position) in [("\(scalar)", 1), ("A\(scalar)", 2), ("Ä\(scalar)B\(scalar)", 2)] {
            let problem = try #require(Name.problem(of: name))
            #expect(problem.contains(" has \(code) as character \(position); "), "\(problem)")
            #expect(Name.problem(of: problem) == nil, "the sentence shows it and does not do it")
        }
    }
}
