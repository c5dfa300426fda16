import MusterModel
import Testing

@Suite struct ExcerptTests {
    @Test(arguments: [
        ("", ""), ("12345678", "12345678"), ("123456789", "12345…"), ("1234öäü", "1234…"), ("12345öä", "12345…"),
        ("👍👍👍", "👍…"),
    ])
    func cutsBetweenCharacters(text: String, expected: String) {
        #expect(text.excerpt(bytes: 8) == expected)
    }

    @Test func leavesWhatFits() {
        #expect("öäüß".excerpt(bytes: 8) == "öäüß")
    }
}
