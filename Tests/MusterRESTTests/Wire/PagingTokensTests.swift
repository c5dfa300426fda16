import MusterModel
import Testing

@testable import MusterREST

@Suite struct PagingTokensTests {
    private let tokens = PagingTokens(key: Array(0..<32))

    @Test(arguments: [
        PagePosition(kind: .leads, after: 1),
        PagePosition(kind: .activities, after: .max, since: Instant(milliseconds: -1)),
        PagePosition(kind: .activities, after: 0, since: Instant(seconds: 1_709_640_000)),
    ])
    func positionsComeBack(position: PagePosition) throws {
        let token = tokens.token(for: position, filter: ["a", "b"])
        #expect(try tokens.position(token, kind: position.kind, filter: ["a", "b"]) == position)
        #expect(token.utf8.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567=".utf8.contains($0) })
        #expect(token.utf8.count % 8 == 0)
    }

    @Test func paddingMayBeLost() throws {
        let position = PagePosition(kind: .lists, after: 42)
        let token = tokens.token(for: position).filter { $0 != "=" }
        #expect(try tokens.position(token, kind: .lists) == position)
    }

    @Test func foreignTokensAreRefused() {
        let token = tokens.token(for: PagePosition(kind: .leads, after: 5), filter: ["x"])
        let other = PagingTokens(key: Array(1..<33)).token(for: PagePosition(kind: .leads, after: 5), filter: ["x"])
        let changed = "B" + token.dropFirst()
        #expect(changed != token)
        for wrong in [other, changed, "", "abc", "1", String(token.dropLast(16))] {
            #expect(throws: APIError.invalidPageToken) { try tokens.position(wrong, kind: .leads, filter: ["x"]) }
        }
        #expect(throws: APIError.invalidPageToken) { try tokens.position(token, kind: .lists, filter: ["x"]) }
        #expect(throws: APIError.invalidPageToken) { try tokens.position(token, kind: .leads, filter: ["y"]) }
        #expect(throws: APIError.invalidPageToken) { try tokens.position(token, kind: .leads) }
    }
}

@Suite struct Base32Tests {
    /// - Source: RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY======"), ("fo", "MZXQ===="), ("foo", "MZXW6==="), ("foob", "MZXW6YQ="),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI======"),
    ])
    func vectors(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(text.utf8))
    }

    @Test func otherLettersAreRefused() {
        #expect(Base32.decode("MZ1W6===") == nil)
        #expect(Base32.decode("mzxw6===") == nil)
    }
}
