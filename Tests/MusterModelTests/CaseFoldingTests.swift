import MusterModel
import Testing

@Suite struct CaseFoldingTests {
    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("ABC", "abc"), ("Ärger", "ärger"), ("STRASSE", "strasse"), ("ẞ", "ß"),
        ("ΣΑΣ", "σασ"), ("σας", "σασ"),
        ("İ", "İ"), ("I", "i"), ("ДОМ", "дом"), ("É", "é"), ("E\u{301}", "e\u{301}"), ("１Ａ", "１ａ"), ("A😀B", "a😀b"),
    ])
    func folds(text: String, expected: String) {
        #expect(text.caseFolded.isIdentical(to: expected))
    }

    @Test(arguments: ["ΣΑΣ", "İstanbul", "ẞ", "K", "Ǆ", "ŉ", "ﬃ", "𐐀"])
    func keepsTheNumberOfScalarsAndFoldsOnce(text: String) {
        #expect(text.caseFolded.unicodeScalars.count == text.unicodeScalars.count)
        #expect(text.caseFolded.caseFolded.isIdentical(to: text.caseFolded))
    }

    @Test func identityCountsCodePoints() {
        let composed = "\u{E9}", decomposed = "e\u{301}"
        #expect(composed == decomposed)
        #expect(!composed.isIdentical(to: decomposed))
        #expect(composed.isIdentical(to: composed[...]))
    }
}
