import Foundation
import Synchronization

/// How long requests took, in milliseconds.
struct Latencies {
    private(set) var sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    func percentile(_ percent: Double) -> Double {
        sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
    }

    var summary: String {
        "\(sorted.count) requests, p50 \(percentile(50).short) ms, p99 \(percentile(99).short) ms,"
            + " max \(percentile(100).short) ms"
    }
}

extension Double {
    /// With two decimals.
    var short: String { String(format: "%.2f", self) }
}

/// Requests that are sent again and again on threads of their own, until they are told to stop.
final class Load: Sendable {
    typealias Request = @Sendable (PlainConnection, Int) throws -> Void

    private struct State {
        var isOver = false
        var times: [Double] = []
        var failure: (any Error)?
        var running = 0
    }
    private let state = Mutex(State())
    private let pause: Duration?

    /// - Parameter pause: the least time from one request of a connection to its next; `nil` sends the next
    ///   as soon as the last is answered.
    init(_ server: ServerProcess, connections: Int, every pause: Duration? = nil, _ request: @escaping Request) throws {
        self.pause = pause
        for number in 0..<connections {
            let connection = Unshared(try server.connect())
            state.withLock { $0.running += 1 }
            Thread { self.send(connection.value, number, connections, request) }.start()
        }
    }

    /// Those that were answered since the last call of this.
    func take() -> Latencies {
        Latencies(
            state.withLock { state in
                defer { state.times = [] }
                return state.times
            })
    }

    /// Ends the load; throws when a request has failed.
    func stop() throws {
        state.withLock { $0.isOver = true }
        while state.withLock({ $0.running > 0 }) { Thread.sleep(forTimeInterval: 0.005) }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func send(_ connection: PlainConnection, _ number: Int, _ step: Int, _ request: Request) {
        defer { state.withLock { $0.running -= 1 } }
        let clock = ContinuousClock()
        var sent = clock.now
        var index = number
        do {
            while !state.withLock({ $0.isOver }) {
                if let pause { Thread.sleep(until: sent.advanced(by: pause), clock) }
                sent = clock.now
                try request(connection, index)
                let milliseconds = (clock.now - sent).milliseconds
                state.withLock { $0.times.append(milliseconds) }
                index += step
            }
        } catch {
            state.withLock { $0.failure = $0.failure ?? error }
        }
    }
}

/// Something that another thread goes on with and this one leaves alone.
struct Unshared<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

extension Duration {
    var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15 }
}

/// Blocks the thread: the measuring is synchronous, and nothing else runs on it.
func pause(_ seconds: Double) { Thread.sleep(forTimeInterval: seconds) }

extension Thread {
    static func sleep(until deadline: ContinuousClock.Instant, _ clock: ContinuousClock) {
        let left = (deadline - clock.now).milliseconds
        if left > 0 { sleep(forTimeInterval: left / 1e3) }
    }
}
