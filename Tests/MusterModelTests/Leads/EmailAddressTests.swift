import MusterModel
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: ["a@b.c", "o'neil+x@mail.example.com", "ä@bücher.example", "a.b_c-d!#$%@1.2.3.4"])
    func canBeAddressed(_ text: String) { #expect(text.isEmailAddress) }

    @Test(arguments: [
        "", "@", "nobody", "@b.c", "a@", "a@@b.c", "a@b@c.d", "a@localhost", "a@.b", "a@b.", "a@b..c", "a b@c.d",
        " a@b.c", "a@b.c ", "a@b.c\n", "a\u{0}@b.c", "a\u{85}@b.c", "a\u{A0}@b.c", "a\t@b.c", "a@b.c,d@e.f", "a@b.c;",
        "<a@b.c>", "Ann <a@b.c", "\"a\"@b.c", "a(x)@b.c", "a\\@b.c", "a@b.c\r\nBcc:x@y.z",
    ])
    func cannotBeAddressed(_ text: String) { #expect(!text.isEmailAddress) }
}
