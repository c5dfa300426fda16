import NIOCore
import Synchronization

/// Lets whoever tries secrets wait for his answers.
///
/// Wrong ones are counted by address and by client id. Once there have been ten in a minute, those answered next get
/// a second each, one after the other, also those that come at the same time. A right one is slowed by its address
/// alone, and not for long: nobody can lock another out who comes from elsewhere.
/// - Source: our choice.
public final class SecretThrottle: Sendable {
    /// So many wrong ones in `window` are answered at once.
    static let free = 10
    static let window = Duration.seconds(60)
    static let each = Duration.seconds(1)
    /// However many wait already.
    static let longest = Duration.seconds(30)
    static let longestForRight = Duration.seconds(5)

    /// What wrong secrets have in common.
    private enum Source: Hashable {
        case address(ClientAddress)
        case client(String)
    }

    private struct Tries {
        /// When the latest wrong ones came, `free` at most, the oldest first.
        var wrong: [ContinuousClock.Instant] = []
        /// When all those will have been answered that have been let wait.
        var answeredAt: ContinuousClock.Instant

        func areTooMany(at now: ContinuousClock.Instant) -> Bool {
            wrong.count == free && now - wrong[0] < window
        }
        func areForgotten(at now: ContinuousClock.Instant) -> Bool {
            wrong.last.map { now - $0 >= window } ?? true
        }
    }

    private let state = Mutex<[Source: Tries]>([:])
    private let now: @Sendable () -> ContinuousClock.Instant
    private let mostSources: Int

    /// - Parameters:
    ///   - now: real time, also on an instance whose own clock stands still.
    ///   - mostSources: how many addresses and client ids are remembered.
    public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, mostSources: Int = 10_000) {
        self.now = now
        self.mostSources = mostSources
    }

    /// How a wrong secret is answered.
    struct Verdict: Equatable {
        var pause = Duration.zero
        /// Whether the next ones will have to wait, which this one had not.
        var isTheLastFree = false
    }

    /// Counts a wrong secret.
    /// - Parameter client: `nil` when there is no such client: nothing is to be found there, and there are too many
    ///   names to remember.
    func wrong(from address: ClientAddress?, for client: String?) -> Verdict {
        let sources = [address.map(Source.address), client.map(Source.client)].compactMap(\.self)
        let now = now()
        return state.withLock { state in
            var verdict = Verdict()
            for source in sources {
                if state[source] == nil { makeRoom(&state, now) }
                var tries = state[source] ?? Tries(answeredAt: now)
                let wereTooMany = tries.areTooMany(at: now)
                if wereTooMany {
                    tries.answeredAt = min(max(tries.answeredAt, now) + Self.each, now + Self.longest)
                    verdict.pause = max(verdict.pause, tries.answeredAt - now)
                }
                tries.wrong.append(now)
                if tries.wrong.count > Self.free { tries.wrong.removeFirst() }
                if !wereTooMany, tries.areTooMany(at: now) { verdict.isTheLastFree = true }
                state[source] = tries
            }
            return verdict
        }
    }

    /// How long a right secret waits for its answer.
    func right(from address: ClientAddress?) -> Duration {
        guard let address else { return .zero }
        let now = now()
        return state.withLock { state in
            guard let tries = state[.address(address)], tries.areTooMany(at: now) else { return .zero }
            return min(max(tries.answeredAt - now, .zero), Self.longestForRight)
        }
    }

    /// Forgets what is over and, where that is not enough, the older half.
    private func makeRoom(_ state: inout [Source: Tries], _ now: ContinuousClock.Instant) {
        guard state.count >= mostSources else { return }
        state = state.filter { !$0.value.areForgotten(at: now) }
        guard state.count > mostSources / 2 else { return }
        let latest = state.values.compactMap(\.wrong.last).sorted()[state.count / 2]
        state = state.filter { ($0.value.wrong.last ?? latest) > latest }
    }

    var sources: Int { state.withLock { $0.count } }
}

/// Whom a connection comes from, as far as others cannot choose to be the same: an address of IPv4, or the network
/// of one of IPv6, in which one machine has as many addresses as it likes.
struct ClientAddress: Sendable, Hashable, CustomStringConvertible {
    private let bytes: [UInt8]

    /// `192.0.2.7`, `2001:db8:0:1::/64`.
    var description: String {
        guard bytes.count == 8 else { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }

    /// `nil` where nobody has an address, as over a Unix socket.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            // A `sockaddr_in`, whose members belong now to one C module and now to another: four bytes after the port.
            bytes = withUnsafeBytes(of: address.address) { Array($0[4..<8]) }
        case .v6(let address):
            let whole = withUnsafeBytes(of: address.address) { Array($0[8..<24]) }
            let isMapped = whole[..<10].allSatisfy { $0 == 0 } && whole[10..<12].allSatisfy { $0 == 0xFF }
            bytes = Array(isMapped ? whole[12...] : whole[..<8])
        case .unixDomainSocket, nil: return nil
        }
    }
}
