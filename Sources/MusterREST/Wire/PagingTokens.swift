import Crypto
import MusterModel
import Synchronization

/// Where a page ended.
struct PagePosition: Sendable, Hashable {
    /// Which call the token belongs to. The numbers are on the wire: never reuse one.
    enum Kind: UInt8, Sendable {
        case activities = 1
        case leads = 2
        case listLeads = 3
        case lists = 4
        case campaigns = 5
        case smartListLeads = 6
        case leadSchemaFields = 7
        case programMemberSchemaFields = 8
        case listMembership = 9
        case programMembership = 10
        case smartCampaignMembership = 11
        case programLeads = 12
        case runPeople = 13
        case audit = 14
    }

    var kind: Kind
    /// The last id of the page before: the next page begins after it.
    var after: Int64
    /// Of activities: nothing before this moment is answered. Of a lead's memberships, newest first:
    /// when the last one of the page before began.
    var since: Instant?
}

/// Makes and checks page tokens: upper-case base 32 of kind, position and filter digest, protected
/// by an HMAC with the instance's own key. They stay valid across restarts, because activity
/// tokens are kept by clients as bookmarks for months.
struct PagingTokens: Sendable {
    private static let macLength = 10
    private static let payloadLength = 1 + 8 + 8 + 4
    private let key: SymmetricKey

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// - Parameter filter: the texts that select the records; a token is good for these only.
    func token(for position: PagePosition, filter: [String] = []) -> String {
        var payload: [UInt8] = [position.kind.rawValue]
        append(position.after, to: &payload)
        append(position.since?.milliseconds ?? .min, to: &payload)
        payload += digest(filter)
        return Base32.encode(payload + mac(payload))
    }

    /// Throws 1003 for text that this instance has not made, or has made for another call.
    func position(
        _ token: String, kind: PagePosition.Kind, filter: [String] = []
    ) throws(APIError) -> PagePosition {
        guard let bytes = Base32.decode(token.trimmingBlanks.uppercased()),
            bytes.count == Self.payloadLength + Self.macLength
        else { throw .invalidPageToken }
        let payload = Array(bytes.prefix(Self.payloadLength))
        guard ConstantTime.equal(mac(payload), Array(bytes.suffix(Self.macLength))),
            payload[0] == kind.rawValue, Array(payload.suffix(4)) == digest(filter)
        else { throw .invalidPageToken }
        let since = integer(payload[9..<17])
        return PagePosition(
            kind: kind, after: integer(payload[1..<9]), since: since == .min ? nil : Instant(milliseconds: since))
    }

    private func mac(_ payload: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: payload, using: key).prefix(Self.macLength))
    }

    private func digest(_ filter: [String]) -> [UInt8] {
        guard !filter.isEmpty else { return [0, 0, 0, 0] }
        var hash = SHA256()
        for text in filter {
            hash.update(data: Array(text.utf8))
            hash.update(data: [0])
        }
        return Array(hash.finalize().prefix(4))
    }

    private func append(_ value: Int64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    private func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}

/// RFC 4648 base 32 with padding: the alphabet that clients have seen page tokens in.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(pending >> bits & 31)])
            }
            pending &= 0xFF
        }
        if bits > 0 { text.append(alphabet[Int(pending << (5 - bits) & 31)]) }
        while text.count % 8 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// `nil` for text of another alphabet. Padding may be missing, because some clients lose it.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            if character == UInt8(ascii: "=") { break }
            guard let digit = alphabet.firstIndex(of: character) else { return nil }
            pending = (pending << 5 | UInt32(digit)) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        return bytes
    }
}

/// Makes request ids: `38cd#17d4f04a99f`, up to five hex digits, `#`, the epoch milliseconds in hex.
///
/// Unique among a million requests of one millisecond: the digits are a counter whose order is
/// scrambled, from a random start.
final class RequestIDs: Sendable {
    private let next: Atomic<UInt64>

    init(start: UInt64) { next = Atomic(start) }

    func make(at now: Instant) -> String {
        let (count, _) = next.wrappingAdd(1, ordering: .relaxed)
        // Odd multipliers permute the numbers below a power of two.
        let scrambled = (count &* 0x9E_3779) & 0xF_FFFF
        return String(scrambled, radix: 16) + "#" + String(now.milliseconds, radix: 16)
    }
}
