import MusterModel

/// The cookie of a visitor's browser: `id:287-GTJ-838&token:_mch-example.com-1427205775289-40768`,
/// the munchkin id of the instance that set it and a token.
///
/// Any munchkin id will do, because Muster has none of its own. The `&` may still be percent-encoded
/// as it is in the browser.
struct MunchkinCookie: Sendable, Hashable {
    private static let maximumLength = 255

    /// With a plain `&`.
    let text: String

    /// `nil` for what is no such cookie.
    init?(_ given: String) {
        let text = given.trimmingBlanks.replacing("%26", with: "&")
        let parts = text.split(separator: "&", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumLength, parts.count == 2, parts[0].hasPrefix("id:"),
            Self.isMunchkinID(parts[0].dropFirst(3)), parts[1].hasPrefix("token:_mch-"),
            Self.isToken(parts[1].dropFirst("token:_mch-".count))
        else { return nil }
        self.text = text
    }

    /// A record's `cookies`: one, or several separated by commas; no value is none of them.
    static func list(_ value: JSONValue) throws(APIError) -> [MunchkinCookie] {
        guard !value.isNull else { return [] }
        guard let text = value.scalarText else { throw .invalidCookie(value.jsonText) }
        var cookies: [MunchkinCookie] = []
        for item in text.split(separator: ",").map(\.trimmingBlanks) where !item.isEmpty {
            guard let cookie = MunchkinCookie(item) else { throw .invalidCookie(item) }
            cookies.append(cookie)
        }
        return cookies
    }

    /// Three digits, three letters, three digits.
    private static func isMunchkinID(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { $0.utf8.count == 3 }
            && parts[0].utf8.allSatisfy(isDigit) && parts[1].utf8.allSatisfy(isLetter)
            && parts[2].utf8.allSatisfy(isDigit)
    }

    /// Visible ASCII without what separates cookies.
    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
