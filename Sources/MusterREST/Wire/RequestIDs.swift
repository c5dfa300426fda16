import MusterModel
import Synchronization

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
