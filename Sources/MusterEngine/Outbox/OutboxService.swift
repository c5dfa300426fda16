import Logging
import MusterModel
import MusterStore
import Synchronization

/// Hands messages over, beside the campaigns and never in their way: each kind and host is a lane of
/// its own, with a bound on how many messages are on their way at once.
///
/// Messages are delivered at least once: one whose result could not be committed, because the
/// process died or the storage failed, is handed over again with the same idempotency key.
final class OutboxService: Sendable {
    /// Delivered messages are kept this long, so that people can look them up.
    /// - Source: our choice.
    static let retentionDays: Int64 = 30

    /// The lane that finds out what is due.
    private static let lane = "outbox"

    private struct State {
        var turns: [OutboxRoute: Turnstile] = [:]
        var busy: Set<OutboxRoute> = []
        var lastPruned: Instant?
    }
    private let tools: LaneTools
    private let delivery: OutboxDelivery
    private let board: LaneBoard
    private let doorbell: Doorbell
    private let state = Mutex(State())

    init(_ tools: LaneTools, transports: [String: any MessageTransport], board: LaneBoard, doorbell: Doorbell) {
        self.tools = tools
        delivery = OutboxDelivery(tools: tools, transports: transports)
        self.board = board
        self.doorbell = doorbell
        board.add(Self.lane, purpose: "finds the messages that are due; each kind and host has a lane of its own")
        for kind in transports.keys.sorted() { add(OutboxRoute(kind: kind, host: "")) }
    }

    /// Delivers what is due at the present moment and waits for it; returns whether there was any.
    /// - Throws: the first fault of the storage, after the other lanes have done theirs.
    func drain() async throws -> Bool {
        let routes = try due()
        let drained = Drained()
        await withDiscardingTaskGroup { group in
            for route in routes {
                group.addTask {
                    let result: Result<Bool, any Error>
                    do { result = .success(try await self.drain(route)) } catch { result = .failure(error) }
                    drained.results.withLock { $0[route] = result }
                }
            }
        }
        let results = drained.results.withLock { $0 }
        var worked = false
        for route in routes { if try results[route]?.get() ?? false { worked = true } }
        return worked
    }

    /// What came of each route; kept beside the group, because the optimiser of Swift 6.3 has made a crash
    /// of a group that gives pairs.
    private final class Drained: Sendable {
        let results = Mutex<[OutboxRoute: Result<Bool, any Error>]>([:])
    }

    /// Delivers until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let heard = doorbell.count
                let before = tools.store.clock.now
                var next: Instant?
                do {
                    for route in try due() where begin(route) {
                        group.addTask {
                            await self.work(route)
                            self.end(route)
                        }
                    }
                    next = try tools.store.read { try $0.outboxRoutes(dueAfter: before) }.map(\.due).min()
                    // Shown only while it fails.
                    board.remove(Self.lane)
                } catch {
                    _ = board.failed(Self.lane, because: error)
                    await pause(Self.lane, because: error)
                }
                await doorbell.wait(after: heard, orUntil: next, clock: tools.store.clock)
            }
            group.cancelAll()
        }
    }

    private func due() throws -> [OutboxRoute] {
        let now = tools.store.clock.now
        return try tools.store.read { try $0.outboxRoutes() }.filter { $0.due <= now }.map(\.route)
    }

    private func add(_ route: OutboxRoute) {
        let whither = route.host.isEmpty ? "" : " to \(route.host)"
        board.add(route.laneName, purpose: "hands over messages of kind '\(route.kind)'\(whither)")
    }

    private func begin(_ route: OutboxRoute) -> Bool { state.withLock { $0.busy.insert(route).inserted } }

    /// Something may have been enqueued while the lane looked for the last time.
    private func end(_ route: OutboxRoute) {
        _ = state.withLock { $0.busy.remove(route) }
        doorbell.ring()
    }

    private func work(_ route: OutboxRoute) async {
        do { _ = try await drain(route) } catch { await pause(route.laneName, because: error) }
    }

    private func pause(_ lane: String, because error: any Error) async {
        guard !error.isCancellation, !Task.isCancelled else { return }
        tools.logger.error(
            "messages held back, trying again", metadata: ["lane": "\(lane)", "error": "\(error.inBrief)"])
        do { try await tools.configuration.patience(board.pause(of: lane)) } catch { return }
        board.endPause(of: lane)
        doorbell.ring()
    }

    private func drain(_ route: OutboxRoute) async throws -> Bool {
        let turn = state.withLock { state in
            let turn = state.turns[route] ?? Turnstile()
            state.turns[route] = turn
            return turn
        }
        add(route)
        return try await turn.hold {
            self.board.begin(route.laneName)
            do {
                let worked = try await self.delivery.deliverAll(route)
                if worked { try await self.prune() }
                self.board.succeeded(route.laneName, worked: false)
                return worked
            } catch let error where !error.isCancellation {
                _ = self.board.failed(route.laneName, because: error)
                throw error
            }
        }
    }

    /// At most once an hour: what was delivered longer ago than the retention.
    private func prune() async throws {
        let now = tools.store.clock.now
        let isTime = state.withLock { state in
            if let last = state.lastPruned, last.adding(seconds: 3600) > now { return false }
            state.lastPruned = now
            return true
        }
        guard isTime else { return }
        let limit = 1000
        let end = now.adding(seconds: -Self.retentionDays * 86_400)
        while try await tools.store.write({ try $0.pruneOutbox(doneBefore: end, limit: limit) }) == limit {}
    }
}

extension OutboxRoute {
    fileprivate var laneName: String { host.isEmpty ? "outbox \(kind)" : "outbox \(kind) \(host)" }
}
