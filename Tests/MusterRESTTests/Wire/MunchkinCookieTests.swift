import MusterModel
import Testing

@testable import MusterREST

@Suite struct MunchkinCookieTests {
    @Test(arguments: [
        ("id:287-GTJ-838&token:_mch-marketo.com-1427205775289-40768", true),
        ("id:287-GTJ-838%26token:_mch-marketo.com-1", true),
        (" id:287-gtj-838&token:_mch-x ", true),
        ("id:287-GTJ-838&token:_mch-", false),
        ("id:287-GTJ-838&token:abc", false),
        ("id:287-GTJ-83&token:_mch-a", false),
        ("id:GTJ-287-838&token:_mch-a", false),
        ("id:287-GTJ-838&token:_mch-a&x", false),
        ("id:287-GTJ-838&token:_mch-a b", false),
        ("id:287-GTJ-838&token:_mch-\u{E9}", false),
        ("id:287-GTJ-838&token:_mch-" + String(repeating: "a", count: 255), false),
        ("287-GTJ-838&token:_mch-a", false),
        ("", false),
    ])
    func shape(text: String, isCookie: Bool) { #expect((MunchkinCookie(text) != nil) == isCookie) }

    @Test func theAmpersandIsPlain() {
        #expect(MunchkinCookie("id:287-GTJ-838%26token:_mch-a")?.text == "id:287-GTJ-838&token:_mch-a")
    }
}
