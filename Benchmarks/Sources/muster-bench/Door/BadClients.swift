import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Many connections of clients who let the server wait, on a thread of their own. Whom the server sends away comes
/// again at once; who reads nothing does not notice that, and comes again after a while.
final class BadClients: Sendable {
    enum Kind: String, Sendable {
        case silent
        /// A byte a second, half of them of a head and half of a body.
        case slow
        /// Asks for large answers and never reads one.
        case deaf
    }

    private struct State {
        var isOver = false
        var hasEnded = false
        var open = 0
        var opened = 0
    }
    private struct Client {
        let socket: Int32
        let openedAt = ContinuousClock.now
        /// What he sends at once, before he takes his time.
        var atOnce: Int
        /// What he has still to send.
        var bytes: ArraySlice<UInt8>
        var nextByte = ContinuousClock.now
    }
    private let kind: Kind
    private let count: Int
    private let server: Unshared<ServerProcess>
    private let state = Mutex(State())

    init(_ kind: Kind, _ count: Int, at server: ServerProcess) {
        self.kind = kind
        self.count = count
        self.server = Unshared(server)
        Thread { self.run() }.start()
    }

    private static let deafStay = Duration.seconds(12)
    /// In a tenth of a second: no more than may wait to be taken; and of those who ask, so many that they do not all
    /// want their answers made at the same moment.
    private var mostOpened: Int { kind == .deaf ? 3 : 500 }

    /// How many there are at the moment, and how often one has come again.
    var summary: String {
        let (open, opened) = state.withLock { ($0.open, $0.opened) }
        return "\(open) \(kind.rawValue), \(opened - open) came again"
    }

    func stop() {
        state.withLock { $0.isOver = true }
        while !state.withLock({ $0.hasEnded }) { pause(0.01) }
    }

    private func run() {
        // Who writes to a server that has ended the connection must not end with it.
        signal(SIGPIPE, SIG_IGN)
        var clients: [Client] = []
        while !state.withLock({ $0.isOver }) {
            leave(&clients)
            var opened = 0
            while clients.count < count, opened < mostOpened, let client = open(clients.count) {
                clients.append(client)
                opened += 1
            }
            for index in clients.indices { send(&clients[index]) }
            state.withLock { state in
                state.open = clients.count
                state.opened += opened
            }
            pause(0.1)
        }
        for client in clients { close(client.socket) }
        state.withLock { $0.hasEnded = true }
    }

    /// Takes out those that the server has sent away.
    private func leave(_ clients: inout [Client]) {
        #if os(Linux)
            // POLLRDHUP: the other side sends nothing more.
            let left: Int16 = 0x2000
        #else
            let left = Int16(POLLHUP)
        #endif
        var places = clients.map { pollfd(fd: $0.socket, events: left, revents: 0) }
        _ = poll(&places, nfds_t(places.count), 0)
        for index in places.indices.reversed()
        where places[index].revents != 0 || kind == .deaf && clients[index].openedAt + Self.deafStay < .now {
            close(clients[index].socket)
            clients.swapAt(index, clients.count - 1)
            clients.removeLast()
        }
    }

    private func open(_ number: Int) -> Client? {
        // It has been seen to answer; where it takes nobody for now, another time is as good.
        guard let socket = try? PlainConnection.open(port: server.value.port, receiving: kind == .deaf ? 4_096 : nil)
        else { return nil }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        let (head, rest) = text(number)
        return Client(socket: socket, atOnce: head.utf8.count, bytes: Array((head + rest).utf8)[...])
    }

    private func text(_ number: Int) -> (atOnce: String, rest: String) {
        let head = "Host: 127.0.0.1\r\nAuthorization: Bearer \(server.value.token)\r\n"
        switch kind {
        case .silent: return ("", "")
        case .slow where number.isMultiple(of: 2):
            return ("", "GET /rest/v1/lists.json HTTP/1.1\r\n\(head)X: \(String(repeating: "x", count: 100))")
        case .slow:
            let more = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
            return ("POST /rest/v1/leads.json HTTP/1.1\r\n\(head)\(more)", String(repeating: " ", count: 1_000))
        case .deaf:
            let request = "GET /rest/v1/leads/describe.json HTTP/1.1\r\n\(head)\r\n"
            return (String(repeating: request, count: 200), "")
        }
    }

    private func send(_ client: inout Client) {
        switch kind {
        case .silent: return
        case .deaf: break
        case .slow:
            guard client.nextByte <= .now else { return }
            client.nextByte = .now + .seconds(1)
        }
        let piece = client.bytes.prefix(kind == .slow ? max(1, client.atOnce) : client.bytes.count)
        let sent = piece.withUnsafeBytes { write(client.socket, $0.baseAddress, $0.count) }
        guard sent > 0 else { return }
        client.bytes = client.bytes.dropFirst(sent)
        client.atOnce = max(0, client.atOnce - sent)
    }
}

enum Descriptors {
    /// For this process and those that it starts.
    static func raise(to needed: Int) throws {
        var limit = rlimit()
        #if canImport(Glibc)
            let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let kind = RLIMIT_NOFILE
        #endif
        getrlimit(kind, &limit)
        guard limit.rlim_max >= rlim_t(needed) else {
            throw BenchmarkError("this takes \(needed) descriptors, and the process may have \(limit.rlim_max)")
        }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }
}
